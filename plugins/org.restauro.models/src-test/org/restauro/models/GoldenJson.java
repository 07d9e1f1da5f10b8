// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.restauro.models.mat.FormulaWeights;

/** Golden values in JSON, the LCG their inputs come from, and the parity table. */
public final class GoldenJson {
    private GoldenJson() {}

    /** A file of golden values; the test is skipped where it is missing. */
    public static JsonNode read(String name) throws IOException {
        return new ObjectMapper().readTree(path(name).toFile());
    }

    /** A golden file; the test is skipped where it is missing. */
    public static Path path(String name) {
        Path file = folder().resolve(name);
        assumeTrue(Files.isRegularFile(file), "there is no " + file);
        return file;
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

    /** The first values of a stream in −1..1, in double. */
    public static double[] lcg(long seed, int count) {
        double[] values = new double[count];
        long state = seed;
        for (int i = 0; i < count; i++) {
            state = (1664525L * state + 1013904223L) & 0xffffffffL;
            values[i] = state / 4294967296.0 * 2 - 1;
        }
        return values;
    }

    /** The same as float32. */
    public static float[] floats(long seed, int count) {
        return FormulaWeights.sequence(seed, count, 1);
    }

    /** Prints a row of the parity table, and appends it to the file that -Dparity names. */
    public static void report(String format, Object... values) throws IOException {
        String line = String.format(Locale.ROOT, format + "%n", values);
        System.out.print(line);
        String file = System.getProperty("parity");
        if (file != null) {
            Files.writeString(
                    Path.of(file), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }
}
