// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.engine.weights.DType;
import org.restauro.engine.weights.Safetensors;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;
import org.restauro.engine.weights.WeightFileException;

class ModelFileTest {
    @TempDir Path folder;

    private final ObjectNode config = JsonNodeFactory.instance.objectNode().put("resolution", 64);
    private final ModelDescription description =
            new ModelDescription("mat", config, "CC BY-NC 4.0", "made here", Map.of("epoch", "3"));

    @Test
    void gives_back_description_and_networks() throws IOException {
        Path file = write(description);

        try (ModelFile model = ModelFile.open(file)) {
            assertThat(model.description()).isEqualTo(description);
            assertThat(model.networks()).containsExactly("generator", "discriminator");
            assertThat(model.network("generator").get("a.weight").toFloats()).containsExactly(1, 2);
            assertThat(model.inferenceNetwork().names()).containsExactly("a.weight");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> model.network("critic"))
                    .withMessageContaining("[generator, discriminator]");
        }
        assertThat(ModelFile.looksLikeModel(file)).isTrue();
    }

    @Test
    void prefers_the_average_for_use() throws IOException {
        Path file = folder.resolve("all.safetensors");
        Map<String, StateDict> networks = new LinkedHashMap<>();
        networks.put(ModelFile.GENERATOR, tensors(1));
        networks.put(ModelFile.GENERATOR_EMA, tensors(2));
        ModelFile.write(file, description, networks);

        try (ModelFile model = ModelFile.open(file)) {
            assertThat(model.inferenceNetwork().get("a.weight").toFloats()).containsExactly(2, 2);
        }
    }

    @Test
    void rejects_safetensors_without_description() throws IOException {
        Path file = folder.resolve("plain.safetensors");
        Safetensors.write(file, tensors(1), Map.of());

        assertThat(ModelFile.looksLikeModel(file)).isFalse();
        assertThatThrownBy(() -> ModelFile.open(file))
                .isInstanceOf(WeightFileException.class)
                .hasMessageContaining("convert it first");
    }

    @Test
    void rejects_broken_descriptions() throws IOException {
        for (String json :
                new String[] {
                    "",
                    "{",
                    "[]",
                    "{\"schema\":2}",
                    "{\"schema\":1}",
                    "{\"schema\":1,\"schema\":1,\"family\":\"mat\",\"config\":{}}",
                    "{\"schema\":1,\"family\":\"mat\",\"config\":3}"
                }) {
            Path file = folder.resolve("broken.safetensors");
            Safetensors.write(file, tensors(1).withPrefix("generator."), Map.of("restauro", json));

            assertThatThrownBy(() -> ModelFile.open(file))
                    .as(json)
                    .isInstanceOf(WeightFileException.class);
        }
    }

    @Test
    void opens_our_own_file_and_a_plain_state_dict_as_models() throws IOException {
        Path plain = folder.resolve("plain.safetensors");
        Safetensors.write(plain, tensors(1).withPrefix("module."), Map.of());

        try (ModelFile own = ModelImporter.open(write(description));
                ModelFile other = ModelImporter.open(plain)) {
            assertThat(own.description().family()).isEqualTo("mat");
            assertThat(other.description().family()).isEqualTo(ModelDescription.UNKNOWN);
            assertThat(other.networks()).containsExactly("network");
            assertThat(other.network("network").names()).containsExactly("a.weight");
        }
    }

    @Test
    void halves_only_what_fits() {
        StateDict tensors =
                tensors(0.1f)
                        .put("large", TensorData.of(new float[] {70000, 1}, 2))
                        .put("count", TensorData.of(DType.I64, ByteBuffer.allocate(8)));

        StateDict halves = HalfPrecision.of(tensors);

        assertThat(halves.get("a.weight").dtype()).isEqualTo(DType.F16);
        assertThat(halves.get("a.weight").toFloats()[0]).isEqualTo(0.099975586f);
        assertThat(halves.get("large").dtype()).isEqualTo(DType.F32);
        assertThat(halves.get("count").dtype()).isEqualTo(DType.I64);
    }

    private Path write(ModelDescription what) throws IOException {
        Path file = folder.resolve("model.safetensors");
        Map<String, StateDict> networks = new LinkedHashMap<>();
        networks.put(
                "generator", new StateDict().put("a.weight", TensorData.of(new float[] {1, 2}, 2)));
        networks.put("discriminator", tensors(3));
        ModelFile.write(file, what, networks);
        assertThat(Files.size(file) % 4).isZero();
        return file;
    }

    private static StateDict tensors(float value) {
        return new StateDict().put("a.weight", TensorData.of(new float[] {value, value}, 2));
    }
}
