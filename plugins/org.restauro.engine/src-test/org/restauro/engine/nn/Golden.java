// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.nn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;

/** Golden layer vectors: every case of every {@code blocks*.json} in the folder {@code golden}. */
final class Golden {
    /** A tensor of a case. */
    record Tensor(float[] data, long[] shape) {
        TensorData toData() {
            return TensorData.of(data, shape);
        }
    }

    /** One case; {@code shared} holds the file's tensors at top level, such as the input. */
    record Case(String name, JsonNode node, JsonNode shared) {
        Tensor tensor(String key) {
            return Golden.tensor(node.get(key));
        }

        boolean has(String key) {
            return node.hasNonNull(key);
        }

        /** The case's own input, or the file's. */
        Tensor input() {
            if (has("in") || has("x")) {
                return tensor(has("in") ? "in" : "x");
            }
            for (Map.Entry<String, JsonNode> e : shared.properties()) {
                if (e.getKey().startsWith("x_")) {
                    return Golden.tensor(e.getValue());
                }
            }
            throw new IllegalStateException("No input for golden case " + name);
        }

        /** Number that follows a letter sequence in the name, such as win in swin_shift2_win4. */
        int number(String after, int otherwise) {
            var m = java.util.regex.Pattern.compile("_" + after + "(\\d+)").matcher(name);
            return m.find() ? Integer.parseInt(m.group(1)) : otherwise;
        }

        /** State from keys of the node, without those that are inputs or results. */
        StateDict state(JsonNode from, String... without) {
            StateDict dict = new StateDict();
            for (Map.Entry<String, JsonNode> e : from.properties()) {
                if (!List.of(without).contains(e.getKey())) {
                    JsonNode v = e.getValue();
                    if (v.isNumber()) {
                        dict.put(e.getKey(), TensorData.of(new float[] {v.floatValue()}));
                    } else if (v.isObject()) {
                        dict.put(e.getKey(), Golden.tensor(v).toData());
                    }
                }
            }
            return dict;
        }
    }

    private Golden() {}

    static Path folder() {
        String set = System.getProperty("golden");
        if (set != null) {
            return Path.of(set);
        }
        Path root = Path.of("").toAbsolutePath();
        while (root != null && !Files.exists(root.resolve("mvnw"))) {
            root = root.getParent();
        }
        String named = System.getProperty("restauro.root");
        return Path.of(named != null ? named : String.valueOf(root)).resolve("golden");
    }

    static List<Case> cases() throws IOException {
        Path folder = folder();
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files =
                    all.filter(p -> p.getFileName().toString().matches("blocks.*\\.json"))
                            .sorted()
                            .toList();
        }
        List<Case> cases = new ArrayList<>();
        for (Path file : files) {
            JsonNode root = new ObjectMapper().readTree(file.toFile());
            for (Map.Entry<String, JsonNode> e : root.properties()) {
                if (!e.getKey().startsWith("x_") && !e.getKey().startsWith("_")) {
                    cases.add(new Case(e.getKey(), e.getValue(), root));
                }
            }
        }
        return cases;
    }

    static Tensor tensor(JsonNode node) {
        List<Long> sizes = new ArrayList<>();
        JsonNode data = node.isArray() ? node : node.get("data");
        if (node.has("shape")) {
            node.get("shape").forEach(n -> sizes.add(n.asLong()));
        }
        List<Float> values = new ArrayList<>();
        flatten(data, values);
        if (!node.has("shape")) {
            sizes.add((long) values.size());
        }
        float[] v = new float[values.size()];
        for (int i = 0; i < v.length; i++) {
            v[i] = values.get(i);
        }
        return new Tensor(v, sizes.stream().mapToLong(Long::longValue).toArray());
    }

    private static void flatten(JsonNode node, List<Float> into) {
        if (node.isArray()) {
            node.forEach(n -> flatten(n, into));
        } else {
            into.add(node.floatValue());
        }
    }

    /** Largest absolute difference and the same by the largest expected value. */
    record Difference(double absolute, double relative) {}

    static Difference compare(float[] actual, float[] expected) {
        if (actual.length != expected.length) {
            throw new AssertionError(
                    actual.length + " values where " + expected.length + " were expected");
        }
        double max = 0;
        double range = 0;
        for (int i = 0; i < actual.length; i++) {
            double d = Math.abs((double) actual[i] - expected[i]);
            max = Double.isNaN(d) ? Double.POSITIVE_INFINITY : Math.max(max, d);
            range = Math.max(range, Math.abs(expected[i]));
        }
        return new Difference(max, range == 0 ? max : max / range);
    }

    static Map<String, Difference> newTable() {
        return new LinkedHashMap<>();
    }
}
