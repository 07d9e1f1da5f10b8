// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.weights.StateDict;
import org.restauro.models.GoldenJson;
import org.restauro.models.file.ModelFile;
import org.restauro.models.file.ModelImporter;
import org.restauro.models.mat.FormulaWeights;

/** GenForce's checkpoints become networks that compute what the originals do. */
class GanModelsTest {
    private final ComputePolicy policy = ComputePolicy.REFERENCE;

    @TestFactory
    Stream<DynamicTest> checkpoints_compute_what_their_listing_says() throws IOException {
        JsonNode golden = GoldenJson.read("checkpoints/genforce_checkpoints.json");
        List<DynamicTest> tests = new ArrayList<>();
        golden.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (name.endsWith(".pth")) {
                                tests.add(DynamicTest.dynamicTest(name, () -> check(name, golden)));
                            }
                        });
        assertThat(tests).hasSizeGreaterThanOrEqualTo(3);
        return tests.stream();
    }

    private void check(String name, JsonNode golden) throws IOException {
        JsonNode forward = golden.get("forward");
        JsonNode networks = golden.get("networks");
        Path file = GoldenJson.path("checkpoints/" + name);
        int side = networks.get("resolution").asInt();
        try (ModelFile model = ModelImporter.open(file, ModelImporter.Networks.ALL)) {
            StateDict weights = model.network(ModelFile.GENERATOR);
            GeneratorConfig config = GanModels.generatorConfig(weights);
            assertThat(config.family().toString()).isEqualTo(networks.get("kind").asText());
            assertThat(model.description().family()).isEqualTo(networks.get("kind").asText());
            assertThat(config.resolution()).isEqualTo(side);
            int z = config.zDim();
            long seed = forward.get("z_seed").asLong();
            try (GanGenerator g = GanModels.generator(config, weights, policy);
                    Pass pass = Pass.inference(policy, Noise.seeded(1));
                    NDArray codes =
                            pass.array(FormulaWeights.sequence(seed, 2 * z, Math.sqrt(3)), 2, z);
                    NDArray image = g.generate(pass, codes, null, Sampling.PLAIN)) {
                picture(name, Ops.floats(image), forward);
            }
            try (GanDiscriminator d = GanModels.discriminator(model, policy);
                    Pass pass = Pass.inference(policy, Noise.seeded(1));
                    NDArray images =
                            pass.array(
                                    FormulaWeights.sequence(906, 2 * 3 * side * side, 1),
                                    2,
                                    3,
                                    side,
                                    side);
                    NDArray scores = d.judge(pass, images, null)) {
                float[] actual = Ops.floats(scores);
                JsonNode expected = forward.get("D_on_LCG_906_2x3x16x16");
                for (int i = 0; i < expected.size(); i++) {
                    assertThat((double) actual[i])
                            .isCloseTo(expected.get(i).asDouble(), within(1e-5));
                }
            }
        }
        try (GanGenerator average = GanModels.generator(file, policy)) {
            assertThat(average.stateDict().get("mapping.dense0.weight").toFloats()[0])
                    .as("the moving average is preferred")
                    .isEqualTo(
                            (float)
                                    golden.get("models_[shape,dtype,sum,first4]")
                                            .get("generator_smooth")
                                            .get("mapping.dense0.weight")
                                            .get(3)
                                            .get(0)
                                            .asDouble());
        }
    }

    private static void picture(String name, float[] pixels, JsonNode forward) throws IOException {
        double std = forward.get("std").asDouble();
        double largest = 0;
        int[] at = {
            0, pixels.length / 4, pixels.length / 2, pixels.length * 3 / 4, pixels.length - 1
        };
        for (int i = 0; i < at.length; i++) {
            double expected = forward.get("samples").get(i).asDouble();
            largest = Math.max(largest, Math.abs(pixels[at[i]] - expected));
        }
        double sum = 0;
        for (float v : pixels) {
            sum += v;
        }
        double mean = forward.get("mean").asDouble();
        largest = Math.max(largest, Math.abs(sum / pixels.length - mean));
        GoldenJson.report("| %s | %.2e | %.2e |", name, largest, largest / std);
        assertThat(largest / std).as(name).isLessThan(1e-4);
    }

    @Test
    void configurations_are_told_from_tensors() throws IOException {
        for (String options :
                List.of(
                        "'gan_type': 'pggan', 'fused_scale': true, 'z_space_dim': 12",
                        "'gan_type': 'stylegan', 'label_size': 3, 'noise_type': 'channel'",
                        "'gan_type': 'stylegan', 'const_input': false, 'repeat_w': false",
                        "'gan_type': 'stylegan2', 'architecture': 'origin'",
                        "'gan_type': 'stylegan2', 'architecture': 'resnet', 'label_size': 2",
                        "'gan_type': 'stylegan2ada', 'label_size': 4, 'image_channels': 1")) {
            GeneratorConfig config =
                    GeneratorConfig.fromJson(
                            json(
                                    "{"
                                            + options
                                            + ", 'resolution': 32, 'fmaps_base': 128,"
                                            + " 'fmaps_max': 16, 'w_space_dim': 6,"
                                            + " 'mapping_fmaps': 10, 'mapping_layers': 3}"));
            try (GanGenerator g = GanNetworks.generator(config)) {
                g.initialise(policy, Noise.seeded(1));
                GeneratorConfig told = GanModels.generatorConfig(g.stateDict());
                if (config.family() == GanFamily.PGGAN) {
                    assertThat(told.zDim()).isEqualTo(12);
                    assertThat(told.fusedScale()).isEqualTo(FusedScale.TRUE);
                    assertThat(told.channels(32)).isEqualTo(4);
                } else {
                    assertThat(told).isEqualTo(config);
                }
            }
        }
        for (String options :
                List.of(
                        "'gan_type': 'pggan', 'label_size': 3",
                        "'gan_type': 'stylegan', 'minibatch_std_channels': 2",
                        "'gan_type': 'stylegan2', 'architecture': 'skip', 'label_size': 2",
                        "'gan_type': 'stylegan2', 'architecture': 'origin'",
                        "'gan_type': 'stylegan2ada', 'label_size': 4, 'mapping_fmaps': 7")) {
            DiscriminatorConfig config =
                    DiscriminatorConfig.fromJson(
                            json(
                                    "{"
                                            + options
                                            + ", 'resolution': 32, 'fmaps_base': 128,"
                                            + " 'fmaps_max': 16}"));
            try (GanDiscriminator d = GanNetworks.discriminator(config)) {
                d.initialise(policy, Noise.seeded(1));
                assertThat(GanModels.discriminatorConfig(d.stateDict())).isEqualTo(config);
            }
        }
    }

    @Test
    void discriminators_narrower_than_their_limit_are_told_from_tensors() throws IOException {
        for (GanFamily family : GanFamily.values()) {
            for (int base : new int[] {64, 48}) {
                // the first dense layer is as wide as a level of 2×2, the widest of all
                DiscriminatorConfig config =
                        DiscriminatorConfig.fromJson(
                                json(
                                        "{'gan_type': '"
                                                + family
                                                + "', 'resolution': 16, 'fmaps_base': "
                                                + base
                                                + "}"));
                try (GanDiscriminator d = GanNetworks.discriminator(config)) {
                    d.initialise(policy, Noise.seeded(1));
                    DiscriminatorConfig told = GanModels.discriminatorConfig(d.stateDict());
                    assertThat(told.hiddenSize()).isEqualTo(base / 2);
                    assertThat(told.denseWidth()).as(family + " as published").isZero();
                    assertThat(told.channels(4)).isEqualTo(base / 4);
                    GanModels.discriminator(told, d.stateDict(), policy).close();
                }
            }
        }
    }

    @Test
    void every_published_option_is_known() throws IOException {
        assertThat(
                        GeneratorConfig.fromJson(
                                json(
                                        "{'gan_type': 'stylegan2', 'resolution': 64,"
                                                + " 'fused_modulate': false}")))
                .isEqualTo(GeneratorConfig.published(GanFamily.STYLEGAN2, 64, 0));
    }

    @Test
    void models_survive_a_round_trip_and_other_files_are_refused(@TempDir Path folder)
            throws IOException {
        Path source = GoldenJson.path("checkpoints/genforce_flat.pth");
        Path target = folder.resolve("model.safetensors");
        try (ModelFile model = ModelImporter.open(source)) {
            ModelFile.write(
                    target,
                    model.description(),
                    Map.of(ModelFile.GENERATOR, model.inferenceNetwork()));
        }
        try (GanGenerator a = GanModels.generator(source, policy);
                GanGenerator b = GanModels.generator(target, policy)) {
            assertThat(b.config()).isEqualTo(a.config());
            assertThat(b.stateDict().get("synthesis.layer3.weight").toFloats())
                    .isEqualTo(a.stateDict().get("synthesis.layer3.weight").toFloats());
        }
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                GanModels.generator(
                                        GoldenJson.path("checkpoints/state_zip.pth"), policy))
                .withMessageContaining("state_zip.pth");
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }
}
