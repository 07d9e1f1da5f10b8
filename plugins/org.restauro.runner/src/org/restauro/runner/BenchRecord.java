// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a run of {@code restauro bench all} found: facts of the machine and seconds by case. Stored
 * as JSON: {@code restauro_bench} 1, {@code machine}, {@code cases} with {@code median} and {@code
 * best}.
 *
 * @param machine by name
 * @param cases in the order in which they were measured
 */
record BenchRecord(Map<String, String> machine, Map<String, Seconds> cases) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FORMAT = "restauro_bench";

    /**
     * Seconds of a case.
     *
     * @param median of the runs; the mean of the middle two where their number is even
     * @param best of them
     */
    record Seconds(double median, double best) {
        static Seconds of(List<Double> runs) {
            List<Double> sorted = runs.stream().sorted().toList();
            int n = sorted.size();
            return new Seconds((sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2, sorted.get(0));
        }
    }

    void write(Path file) throws IOException {
        ObjectNode root = JSON.createObjectNode().put(FORMAT, 1);
        ObjectNode facts = root.putObject("machine");
        machine.forEach(facts::put);
        ObjectNode all = root.putObject("cases");
        cases.forEach((name, s) -> all.putObject(name).put("median", s.median).put("best", s.best));
        Files.writeString(
                file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
    }

    /**
     * Reads a stored run.
     *
     * @throws IOException if it cannot be read or is none
     */
    static BenchRecord read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("There is no file " + file + " to compare with.");
        }
        JsonNode root;
        try {
            root = JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new IOException(file + " is no JSON: " + e.getMessage(), e);
        }
        if (root == null || root.path(FORMAT).asInt() != 1) {
            throw new IOException(
                    file + " is no stored run; --out of restauro bench all makes one.");
        }
        Map<String, String> machine = new LinkedHashMap<>();
        root.path("machine")
                .fields()
                .forEachRemaining(f -> machine.put(f.getKey(), f.getValue().asText()));
        Map<String, Seconds> cases = new LinkedHashMap<>();
        root.path("cases")
                .fields()
                .forEachRemaining(
                        f ->
                                cases.put(
                                        f.getKey(),
                                        new Seconds(
                                                f.getValue().path("median").asDouble(),
                                                f.getValue().path("best").asDouble())));
        return new BenchRecord(machine, cases);
    }

    /** Where the machine differs from the one of a stored run; empty if it does not. */
    List<String> differences(BenchRecord stored) {
        List<String> differences = new ArrayList<>();
        machine.forEach(
                (name, now) -> {
                    String then = stored.machine.getOrDefault(name, "unknown");
                    if (!name.equals(MachineFacts.DATE) && !then.equals(now)) {
                        differences.add(name + ": " + then + " then, " + now + " now");
                    }
                });
        return differences;
    }

    /** A row of the table, with the ratio to a stored run or without. */
    static String row(String name, Seconds now, Seconds then) {
        if (then == null) {
            return String.format(
                    Locale.ROOT, "| %s | %.3f | %.3f | | |", name, now.median, now.best);
        }
        return String.format(
                Locale.ROOT,
                "| %s | %.3f | %.3f | %.3f | %.2f |",
                name,
                now.median,
                now.best,
                then.median,
                now.median / then.median);
    }
}
