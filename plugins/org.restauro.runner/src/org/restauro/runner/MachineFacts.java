// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.restauro.engine.Torch;

/** What a measurement was made on, as a list in Markdown. */
final class MachineFacts {
    private MachineFacts() {}

    /** Name of the only fact that is another one each day. */
    static final String DATE = "date";

    static String markdown() {
        StringBuilder text = new StringBuilder();
        facts().forEach(
                        (name, fact) ->
                                text.append("* ")
                                        .append(name)
                                        .append(": ")
                                        .append(fact)
                                        .append(System.lineSeparator()));
        return text.toString();
    }

    /** Facts by name, the date first. */
    static Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        int cores = Runtime.getRuntime().availableProcessors();
        facts.put(DATE, LocalDate.now().toString());
        facts.put(
                "processor",
                first("/proc/cpuinfo", "model name") + ", " + cores + " logical cores for Java");
        facts.put("memory", memory());
        facts.put(
                "system",
                System.getProperty("os.name")
                        + " "
                        + System.getProperty("os.arch")
                        + ", Java "
                        + Runtime.version());
        facts.put(
                "PyTorch",
                Torch.version() + " (" + Torch.flavor() + "), " + Torch.threads() + " threads");
        facts.put("started", started());
        return facts;
    }

    /** Processes that wanted a processor in the last minute; 0 where unknown. */
    static double load() {
        return Math.max(0, ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** Tells one start of the machine from the next. */
    private static String started() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return "unknown";
        }
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
