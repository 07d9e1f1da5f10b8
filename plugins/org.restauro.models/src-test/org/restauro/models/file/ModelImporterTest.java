// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.engine.weights.ByteSource;
import org.restauro.engine.weights.DType;
import org.restauro.engine.weights.Safetensors;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.StridedTensor;
import org.restauro.engine.weights.TensorData;
import org.restauro.engine.weights.WeightFileException;
import org.restauro.models.foreign.ForeignFile;
import org.restauro.models.mat.MatConfig;

class ModelImporterTest {
    @TempDir Path folder;

    @Test
    void takes_the_average_of_a_training_checkpoint_as_the_generator() throws IOException {
        Path file = golden("mat_small.pkl");

        try (ModelFile model = ModelImporter.open(file);
                ForeignFile source = ForeignFile.open(file)) {
            assertThat(model.networks()).containsExactly("generator");
            StateDict expected = source.tensors().select("G_ema.");
            assertThat(model.network("generator").names()).isEqualTo(expected.names());
            String name = expected.names().get(0);
            assertThat(model.network("generator").get(name).toFloats())
                    .isEqualTo(expected.get(name).toFloats());
            assertThat(model.description().origin()).contains("mat_small.pkl", "average");
        }
    }

    @Test
    void keeps_all_networks_when_asked() throws IOException {
        try (ModelFile mat =
                        ModelImporter.open(golden("mat_small.pkl"), ModelImporter.Networks.ALL);
                ModelFile genforce =
                        ModelImporter.open(
                                golden("genforce_runner.pth"), ModelImporter.Networks.ALL)) {
            assertThat(mat.networks())
                    .containsExactlyInAnyOrder("generator", "discriminator", "generator_ema");
            assertThat(genforce.networks())
                    .containsExactlyInAnyOrder("generator", "discriminator", "generator_ema");
            assertThat(genforce.network("generator").contains("mapping.dense0.weight")).isTrue();
        }
    }

    @Test
    void recognises_mat_and_tells_its_configuration() throws IOException {
        Path file = folder.resolve("mat.safetensors");
        Safetensors.write(file, skeleton(MatConfig.MAT_256), Map.of());

        try (ModelFile model = ModelImporter.open(file)) {
            assertThat(model.networks()).containsExactly("generator");
            assertThat(model.description().family()).isEqualTo("mat");
            assertThat(model.description().config().get("resolution").asInt()).isEqualTo(256);
        }
    }

    @Test
    void reports_mat_tensors_that_do_not_fit_together() throws IOException {
        Path file = folder.resolve("odd.safetensors");
        StateDict odd =
                new StateDict()
                        .put(
                                "synthesis.first_stage.conv_first.conv.weight",
                                TensorData.of(new float[0], 0))
                        .put("mapping.fc0.weight", TensorData.of(new float[0], 0))
                        .put("synthesis.to_square.weight", TensorData.of(new float[0], 0));
        Safetensors.write(file, odd, Map.of());

        assertThatThrownBy(() -> ModelImporter.open(file))
                .isInstanceOf(WeightFileException.class)
                .hasMessageContaining("looks like a network of the family mat");
    }

    @Test
    void rejects_file_without_weights() throws IOException {
        Path file = folder.resolve("nothing.pkl");
        Files.write(file, new byte[] {(byte) 0x80, 2, 'N', '.'});

        assertThatThrownBy(() -> ModelImporter.open(file))
                .isInstanceOf(WeightFileException.class)
                .hasMessageContaining("without any network weights");
    }

    @Test
    void rejects_missing_file_and_folder() {
        assertThatThrownBy(() -> ModelImporter.open(folder.resolve("none.pth")))
                .isInstanceOf(WeightFileException.class)
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> ModelImporter.open(folder))
                .isInstanceOf(WeightFileException.class)
                .hasMessageContaining("is not a file");
    }

    /** Names and shapes that tell the configuration; the values take no space. */
    private static StateDict skeleton(MatConfig config) throws IOException {
        StateDict tensors = new StateDict();
        String first = "synthesis.first_stage.";
        put(tensors, first + "conv_first.conv.weight", config.dim(), 4, 3, 3);
        int halvings =
                Integer.numberOfTrailingZeros(config.resolution() / config.tokenResolution());
        for (int i = 0; i < halvings; i++) {
            put(tensors, first + "enc_conv." + i + ".conv.weight", config.dim(), 1);
        }
        for (int s = 0; s < config.depths().size(); s++) {
            for (int b = 0; b < config.depths().get(s); b++) {
                String block = first + "tran." + s + ".blocks." + b;
                put(tensors, block + ".fuse.weight", 1, 1);
                put(tensors, block + ".mlp.fc1.weight", config.dim() * 2, config.dim());
            }
        }
        for (int r = 16; r <= config.resolution(); r *= 2) {
            String block = "synthesis.enc.EncConv_Block_" + r + "x" + r;
            put(tensors, block + ".conv0.weight", config.channels().get(r), 1);
        }
        for (int i = 0; i < config.mappingLayers(); i++) {
            put(tensors, "mapping.fc" + i + ".weight", config.wDim(), config.zDim());
        }
        put(tensors, "synthesis.to_square.weight", 1, 1);
        return tensors;
    }

    private static void put(StateDict tensors, String name, long... shape) throws IOException {
        tensors.put(
                name,
                StridedTensor.of(
                        DType.F32, shape, new long[shape.length], 0, ByteSource.of(new byte[4])));
    }

    private static Path golden(String name) {
        String given = System.getProperty("golden");
        Path folder = Path.of("").toAbsolutePath();
        while (given == null && folder != null && !Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        Assumptions.assumeTrue(given != null || folder != null, "no folder with mvnw above");
        Path golden = given != null ? Path.of(given) : folder.resolve("golden");
        Path file = golden.resolve("checkpoints").resolve(name);
        Assumptions.assumeTrue(Files.exists(file), file + " is not there");
        return file;
    }
}
