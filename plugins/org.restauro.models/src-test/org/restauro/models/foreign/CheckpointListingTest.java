// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;

/** Every checkpoint of the golden folder against its listing. */
class CheckpointListingTest {
    private static final double TOLERANCE = 1e-7;

    private final Path folder = GoldenFiles.folder("checkpoints");

    @TestFactory
    List<DynamicTest> persistence_pickles_hold_what_their_listings_say() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith("_pkl.json")).toList()) {
                JsonNode json = GoldenFiles.json(file);
                String name = json.get("file").asText();
                tests.add(DynamicTest.dynamicTest(name, () -> checkPersistence(name, json)));
            }
        }
        return tests;
    }

    private void checkPersistence(String name, JsonNode json) throws IOException {
        try (ForeignFile file = ForeignFile.open(folder.resolve(name))) {
            JsonNode networks = json.get("listing_[shape,dtype,sum,first4]");
            List<String> parts = new ArrayList<>();
            for (Iterator<String> names = networks.fieldNames(); names.hasNext(); ) {
                String network = names.next();
                parts.add(network);
                StateDict tensors = part(file, network).tensors();
                assertThat(tensors.names()).containsExactlyElementsOf(keys(networks.get(network)));
                assertThat(tensors.size()).isEqualTo(json.at("/counts/" + network).asInt());
                compareAll(tensors, networks.get(network));
                for (JsonNode absent : json.path("null_buffers")) {
                    assertThat(tensors.contains(absent.asText())).isFalse();
                }
                String className = json.at("/top_level/" + network).asText();
                assertThat(part(file, network).className()).endsWith(className);
            }
            assertThat(file.parts()).extracting(ForeignFile.Part::path).hasSameElementsAs(parts);
            assertThat(file.tensors().names()).noneMatch(n -> n.contains("weight_maskUpdater"));
            assertThat(file.values().get("training_set_kwargs"))
                    .hasToString(json.at("/top_level/training_set_kwargs").toString());
            json.path("attributes_G")
                    .fields()
                    .forEachRemaining(
                            entry ->
                                    assertThat(part(file, "G").attributes().get(entry.getKey()))
                                            .hasToString(entry.getValue().toString()));
        }
    }

    @TestFactory
    List<DynamicTest> tensor_files_hold_what_their_listing_says() throws IOException {
        JsonNode json = GoldenFiles.json(folder.resolve("tensor_files.json"));
        JsonNode common = null;
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            common = name.startsWith("common_state_dict") ? json.get(name) : common;
        }
        List<DynamicTest> tests = new ArrayList<>();
        for (Iterator<String> names = json.get("files").fieldNames(); names.hasNext(); ) {
            String name = names.next();
            JsonNode own = json.get("files").get(name).get("state_dict");
            JsonNode expected = own != null ? own : name.startsWith("state") ? common : null;
            if (expected != null) {
                tests.add(DynamicTest.dynamicTest(name, () -> checkTensors(name, expected)));
            }
        }
        return tests;
    }

    private void checkTensors(String name, JsonNode expected) throws IOException {
        try (ForeignFile file = ForeignFile.open(folder.resolve(name))) {
            assertThat(file.tensors().names()).hasSameElementsAs(keys(expected));
            compareAll(file.tensors(), expected);
            assertThat(file.parts()).hasSize(1);
        }
    }

    @Test
    void other_values_of_a_file_are_shown() throws IOException {
        JsonNode expected =
                GoldenFiles.json(folder.resolve("tensor_files.json"))
                        .at("/files/nested_zip.pth/content");
        try (ForeignFile file = ForeignFile.open(folder.resolve("nested_zip.pth"))) {
            for (String key : List.of("epoch", "lr", "note", "flags", "set")) {
                assertThat(file.values().get(key)).hasToString(expected.get(key).toString());
            }
            assertThat(file.values().get("big").asText()).isEqualTo(expected.get("big").asText());
            assertThat(file.values().get("neg").asText()).isEqualTo(expected.get("neg").asText());
            assertThat(part(file, "models.generator").tensors().names())
                    .containsExactlyElementsOf(texts(expected.get("models.generator keys")));
            assertThat(file.unknownNames()).isEmpty();
        }
    }

    @TestFactory
    List<DynamicTest> genforce_checkpoints_hold_what_their_listing_says() throws IOException {
        JsonNode json = GoldenFiles.json(folder.resolve("genforce_checkpoints.json"));
        List<DynamicTest> tests = new ArrayList<>();
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (name.endsWith(".pth")) {
                tests.add(DynamicTest.dynamicTest(name, () -> checkGenforce(name, json)));
            }
        }
        return tests;
    }

    private void checkGenforce(String name, JsonNode json) throws IOException {
        JsonNode models = json.get("models_[shape,dtype,sum,first4]");
        try (ForeignFile file = ForeignFile.open(folder.resolve(name))) {
            boolean flat = file.tensors().contains("generator.mapping.dense0.weight");
            for (String model : keys(models)) {
                String prefix = json.at("/" + name + "/prefix").asText();
                StateDict tensors =
                        part(file, flat ? model : "models." + model).tensors().select(prefix);
                assertThat(tensors.names()).containsExactlyElementsOf(keys(models.get(model)));
                compareAll(tensors, models.get(model));
            }
            if (flat) {
                return;
            }
            assertThat(file.values().get("running_metadata"))
                    .hasToString(json.get("running_metadata").toString());
            for (String model : keys(json.get("optimizers"))) {
                JsonNode state = json.at("/optimizers/" + model + "/state0");
                String path = "optimizers." + model + ".state.0.";
                close(
                        file.tensors().get(path + "exp_avg").sum(),
                        state.get("exp_avg_sum").asDouble(),
                        path);
                close(
                        file.tensors().get(path + "exp_avg_sq").sum(),
                        state.get("exp_avg_sq_sum").asDouble(),
                        path);
            }
        }
    }

    private static void compareAll(StateDict tensors, JsonNode expected) {
        for (String name : keys(expected)) {
            JsonNode entry = expected.get(name);
            boolean list = entry.isArray();
            compare(
                    name,
                    tensors.get(name),
                    list ? entry.get(0) : entry.get("shape"),
                    list ? entry.get(1) : entry.get("dtype"),
                    list ? entry.get(2) : entry.get("sum"),
                    list ? entry.get(3) : entry.get("first4"));
        }
    }

    private static void compare(
            String name,
            TensorData tensor,
            JsonNode shape,
            JsonNode dtype,
            JsonNode sum,
            JsonNode first) {
        assertThat(tensor.shape()).as(name).hasSize(shape.size());
        for (int i = 0; i < shape.size(); i++) {
            assertThat(tensor.shape()[i]).as(name).isEqualTo(shape.get(i).asLong());
        }
        assertThat(tensor.dtype().label()).as(name).isEqualTo(dtype.asText());
        close(tensor.sum(), number(sum), name);
        int count = (int) Math.min(4, tensor.elements());
        var bytes = tensor.bytes(0, count);
        for (int i = 0; i < count && i < first.size(); i++) {
            double value = tensor.dtype().readDouble(bytes, i * tensor.dtype().bytes());
            close(value, number(first.get(i)), name);
        }
    }

    private static void close(double actual, double expected, String what) {
        if (Double.isNaN(expected) || Double.isInfinite(expected)) {
            assertThat(actual).as(what).isEqualTo(Double.valueOf(expected));
        } else {
            // listings have nine digits
            double error = Math.abs(actual - expected);
            assertThat(error)
                    .as("%s: %s instead of %s", what, actual, expected)
                    .isLessThanOrEqualTo(TOLERANCE * Math.max(1, Math.abs(expected)));
        }
    }

    private static double number(JsonNode node) {
        switch (node.asText()) {
            case "nan":
                return Double.NaN;
            case "inf":
                return Double.POSITIVE_INFINITY;
            case "-inf":
                return Double.NEGATIVE_INFINITY;
            default:
                return Double.parseDouble(node.asText());
        }
    }

    private static ForeignFile.Part part(ForeignFile file, String path) {
        return file.parts().stream().filter(p -> p.path().equals(path)).findFirst().orElseThrow();
    }

    private static List<String> keys(JsonNode node) {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        node.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
