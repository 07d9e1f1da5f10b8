// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.stream.Stream;
import org.restauro.engine.Torch;

/** What a measurement was made on, as a list in Markdown. */
final class MachineFacts {
    private MachineFacts() {}

    static String markdown() {
        return String.format(
                Locale.ROOT,
                "* date: %s%n* processor: %s, %d logical cores for Java%n* memory: %s%n"
                        + "* system: %s %s, Java %s%n* PyTorch %s (%s), %d threads%n",
                LocalDate.now(),
                first("/proc/cpuinfo", "model name"),
                Runtime.getRuntime().availableProcessors(),
                memory(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.version(),
                Torch.version(),
                Torch.flavor(),
                Torch.threads());
    }

    private static String memory() {
        String kib = first("/proc/meminfo", "MemTotal").replaceAll("\\D", "");
        return kib.isEmpty()
                ? "unknown"
                : String.format(Locale.ROOT, "%.1f GiB", Long.parseLong(kib) / 1048576.0);
    }

    private static String first(String file, String key) {
        try (Stream<String> lines = Files.lines(Path.of(file), StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
