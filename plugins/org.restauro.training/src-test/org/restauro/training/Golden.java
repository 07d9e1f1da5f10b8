// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Where the golden data lies, and how its tensors are sampled. */
public final class Golden {
    private Golden() {}

    /** Files whose names fit; the test is skipped where there are none. */
    public static List<JsonNode> files(String pattern) {
        Path folder = folder();
        List<Path> files = List.of();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.list(folder)) {
                files =
                        all.filter(p -> p.getFileName().toString().matches(pattern))
                                .sorted()
                                .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        assumeTrue(!files.isEmpty(), "no golden data " + pattern + " in " + folder);
        return files.stream().map(Golden::read).toList();
    }

    private static JsonNode read(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        String set = System.getProperty("golden");
        if (set != null) {
            return Path.of(set);
        }
        Path root = Path.of(System.getProperty("restauro.root", "")).toAbsolutePath();
        while (root != null && !Files.exists(root.resolve("mvnw"))) {
            root = root.getParent();
        }
        return Path.of(String.valueOf(root)).resolve("golden");
    }

    /** The first, the one at each quarter, and the last value. */
    public static double[] samples(float[] values) {
        int n = values.length;
        int[] at = {0, n / 4, n / 2, (int) (3L * n / 4), n - 1};
        double[] samples = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            samples[i] = values[at[i]];
        }
        return samples;
    }

    /** Euclidean norm. */
    public static double norm(float[] values) {
        double sum = 0;
        for (float v : values) {
            sum += (double) v * v;
        }
        return Math.sqrt(sum);
    }

    /** Prints a row of the parity table, and appends it to the file that -Dparity names. */
    public static void report(String format, Object... values) {
        String line = String.format(Locale.ROOT, format + "%n", values);
        System.out.print(line);
        String file = System.getProperty("parity");
        if (file != null) {
            try {
                Files.writeString(
                        Path.of(file), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
