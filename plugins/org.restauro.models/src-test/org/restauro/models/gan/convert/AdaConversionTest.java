// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
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
import org.restauro.engine.weights.Safetensors;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;
import org.restauro.models.GoldenJson;
import org.restauro.models.file.ModelConverter;
import org.restauro.models.file.ModelDescription;
import org.restauro.models.file.ModelFile;
import org.restauro.models.file.ModelImporter;
import org.restauro.models.gan.DiscriminatorConfig;
import org.restauro.models.gan.GanDiscriminator;
import org.restauro.models.gan.GanGenerator;
import org.restauro.models.gan.GanModels;
import org.restauro.models.gan.GeneratorConfig;
import org.restauro.models.gan.Sampling;
import org.restauro.models.gan.StyledGenerator;
import org.restauro.models.mat.FormulaWeights;

/** Networks of StyleGAN2-ADA for PyTorch compute the same after their conversion. */
class AdaConversionTest {
    private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();
    private static final double TOLERANCE = 1e-4;

    @TempDir Path folder;

    private final ComputePolicy policy = ComputePolicy.REFERENCE;

    @Test
    void golden_pictures_are_met() throws IOException {
        JsonNode golden = GoldenJson.read("stylegan2_ada_training_32.json");
        JsonNode config = golden.get("config");
        int side = config.get("R").asInt();
        StateDict ada = AdaLayout.generator(side, 512, 8, config.get("g").asLong());
        assertThat(ada.size()).isEqualTo(golden.get("G_state_keys").asInt());
        float[] pixels =
                pictures(
                        AdaConversion.generator(ada, NOTHING),
                        config.get("z").get(0).asLong(),
                        config.get("B").asInt(),
                        Sampling.truncated(0.5, 4));
        JsonNode expected = golden.get("G_eval_psi_0.5_cutoff_4");
        double largest = 0;
        for (JsonNode sample : expected.get("samples_[0,c,y,x]")) {
            JsonNode at = sample.get(0);
            int row = at.get(1).asInt() * side + at.get(2).asInt();
            double actual = pixels[row * side + at.get(3).asInt()];
            largest = Math.max(largest, Math.abs(actual - sample.get(1).asDouble()));
        }
        near("G of StyleGAN2-ADA, converted", largest, expected.get("std").asDouble());
    }

    @Test
    void golden_scores_are_met() throws IOException {
        JsonNode golden = GoldenJson.read("stylegan2_ada_training_32.json");
        JsonNode config = golden.get("config");
        int side = config.get("R").asInt();
        StateDict ada = AdaLayout.discriminator(side, 512, config.get("d").asLong());
        assertThat(ada.size()).isEqualTo(golden.get("D_state_keys").asInt());
        float[] scores =
                scores(
                        AdaConversion.discriminator(ada, NOTHING),
                        config.get("img").asLong(),
                        config.get("B").asInt(),
                        null);
        compare("D of StyleGAN2-ADA, converted", scores, golden.get("D_eval_on_images"), 0);
    }

    @TestFactory
    Stream<DynamicTest> pickles_compute_what_their_listing_says() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        Path listings = GoldenJson.path("checkpoints/tensor_files.json").getParent();
        try (Stream<Path> files = Files.list(listings)) {
            for (Path file : files.filter(f -> f.toString().endsWith("_pkl.json")).toList()) {
                JsonNode golden = GoldenJson.read("checkpoints/" + file.getFileName());
                if (golden.has("D_forward_on_LCG777_2x3x16x16")) {
                    String name = golden.get("file").asText();
                    tests.add(DynamicTest.dynamicTest(name, () -> check(name, golden)));
                }
            }
        }
        assertThat(tests).isNotEmpty();
        return tests.stream();
    }

    private void check(String name, JsonNode golden) throws IOException {
        Path file = GoldenJson.path("checkpoints/" + name);
        try (ModelFile model = ModelImporter.open(file, ModelImporter.Networks.ALL)) {
            assertThat(model.networks())
                    .containsExactlyInAnyOrder(
                            ModelFile.GENERATOR, ModelFile.DISCRIMINATOR, ModelFile.GENERATOR_EMA);
            JsonNode g = golden.get("G_forward");
            JsonNode config = model.description().config();
            float[] pixels =
                    pictures(
                            network(config, model.network(ModelFile.GENERATOR)),
                            999,
                            2,
                            Sampling.truncated(0.7, 3));
            compare(name + ", G", pixels, g.get("samples"), g.get("std").asDouble());
            String key = ModelDescription.configOf(ModelFile.DISCRIMINATOR);
            JsonNode stated = new ObjectMapper().readTree(model.description().more().get(key));
            float[] scores =
                    scores(network(stated, model.network(ModelFile.DISCRIMINATOR)), 777, 2, null);
            compare(name + ", D", scores, golden.get("D_forward_on_LCG777_2x3x16x16"), 0);
            // the fixture's filters are all different, which GenForce's layout cannot hold
            assertThat(model.description().more().toString()).contains("filters of their own");
        }
    }

    @Test
    void limits_groups_and_label_layers_are_kept() throws IOException {
        JsonNode made =
                json(
                        "{'conv_clamp': 256, 'mapping_kwargs': {'lr_multiplier': 0.02},"
                                + " 'epilogue_kwargs': {'mbstd_group_size': null}}");
        ModelConverter.Network d =
                AdaConversion.discriminator(AdaLayout.discriminator(16, 8, 5, 3, 1), made);
        DiscriminatorConfig config = DiscriminatorConfig.fromJson(d.config());

        assertThat(config.clamp()).isEqualTo(256);
        assertThat(config.mappingLayers()).isEqualTo(3);
        assertThat(config.mappingRate()).isEqualTo(0.02);
        assertThat(config.deviationGroup()).isGreaterThan(1000);
        float[] label = {0, 0, 1, 0, 0, 0, 0, 1, 0, 0};
        float[] other = {0, 0, 1, 0, 0, 1, 0, 0, 0, 0};
        float[] scores = scores(d, 777, 2, label);
        float[] changed = scores(d, 777, 2, other);
        assertThat(changed[0]).isEqualTo(scores[0]);
        assertThat(changed[1]).isNotEqualTo(scores[1]);

        JsonNode generator =
                json(
                        "{'z_dim': 8, 'synthesis_kwargs': {'conv_clamp': 0.5},"
                                + " 'mapping_kwargs': {'lr_multiplier': 1.0}}");
        ModelConverter.Network g =
                AdaConversion.generator(AdaLayout.generator(16, 8, 2, 5, 1), generator);
        assertThat(g.family()).isEqualTo("stylegan2ada");
        assertThat(g.config().get("mapping_lr_mul").asDouble()).isEqualTo(1);
        ModelConverter.Network unlimited =
                AdaConversion.generator(AdaLayout.generator(16, 8, 2, 1), NOTHING);
        ModelConverter.Network limited =
                AdaConversion.generator(AdaLayout.generator(16, 8, 2, 1), generator);
        assertThat(unlimited.family()).isEqualTo("stylegan2");
        // each of three levels adds at most 0.5 to what filters of non-negative taps have spread
        assertThat(largest(pictures(limited, 3, 2, Sampling.PLAIN))).isLessThanOrEqualTo(1.5);
        assertThat(largest(pictures(unlimited, 3, 2, Sampling.PLAIN))).isGreaterThan(1.5);
    }

    @Test
    void labels_may_be_embedded_in_another_number_of_values_than_latents_have() throws IOException {
        StateDict usual = AdaLayout.generator(16, 8, 2, 5, 1);
        StateDict weights = new StateDict();
        usual.names()
                .forEach(
                        n ->
                                weights.put(
                                        n,
                                        n.equals("mapping.fc0.weight")
                                                ? TensorData.of(
                                                        FormulaWeights.sequence(3, 8 * 20, 1),
                                                        8,
                                                        20)
                                                : usual.get(n)));
        ModelConverter.Network g = AdaConversion.generator(weights, json("{'z_dim': 12}"));
        GeneratorConfig config = GeneratorConfig.fromJson(g.config());

        assertThat(config.zDim()).isEqualTo(12);
        assertThat(config.embedding()).isEqualTo(8);
        float[] z = FormulaWeights.sequence(5, 12, 1);
        float[] twice = z.clone();
        for (int i = 0; i < z.length; i++) {
            twice[i] *= 2;
        }
        try (GanGenerator network = GanModels.generator(config, g.weights(), policy)) {
            float[] w = style(network, z, 1);
            // each is normalised by itself
            assertThat(style(network, twice, 1)).containsExactly(w, within(1e-5f));
            assertThat(style(network, z, 2)).isNotEqualTo(w);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdaConversion.generator(weights, json("{'z_dim': 8}")))
                .withMessageContaining("take 12");
    }

    private float[] style(GanGenerator network, float[] z, int label) {
        float[] oneHot = new float[5];
        oneHot[label] = 1;
        try (Pass pass = Pass.inference(policy, Noise.seeded(1));
                NDArray latent = pass.array(z, 1, z.length);
                NDArray classes = pass.array(oneHot, 1, 5);
                NDArray w = ((StyledGenerator) network).map(pass, latent, classes)) {
            return Ops.floats(w);
        }
    }

    @Test
    void state_dictionaries_without_classes_are_recognised() throws IOException {
        Path file = folder.resolve("ema.safetensors");
        Safetensors.write(file, AdaLayout.generator(16, 8, 2, 1), Map.of());
        try (ModelFile model = ModelImporter.open(file);
                GanGenerator g = GanModels.generator(model, policy)) {
            assertThat(model.networks()).containsExactly(ModelFile.GENERATOR);
            assertThat(g.config().resolution()).isEqualTo(16);
        }
    }

    @Test
    void says_what_cannot_be_converted() throws IOException {
        StateDict sound = AdaLayout.generator(16, 8, 2, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                AdaConversion.generator(
                                        sound, json("{'mapping_kwargs':{'activation':'relu'}}")))
                .withMessageContaining("activation relu");
        StateDict torn = new StateDict();
        sound.names().stream()
                .filter(n -> !n.equals("synthesis.b8.conv0.bias"))
                .forEach(n -> torn.put(n, sound.get(n)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdaConversion.generator(torn, NOTHING))
                .withMessageContaining("synthesis.b8.conv0.bias");
        StateDict odd = new StateDict();
        sound.names()
                .forEach(
                        n ->
                                odd.put(
                                        n,
                                        n.equals("synthesis.b16.conv1.weight")
                                                ? TensorData.of(new float[8 * 8 * 25], 8, 8, 5, 5)
                                                : sound.get(n)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdaConversion.generator(odd, NOTHING))
                .withMessageContaining("synthesis.layer4.weight");
    }

    private static double largest(float[] values) {
        double largest = 0;
        for (float v : values) {
            largest = Math.max(largest, Math.abs(v));
        }
        return largest;
    }

    private static ModelConverter.Network network(JsonNode config, StateDict weights) {
        return new ModelConverter.Network("", weights, config, List.of());
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    private float[] pictures(ModelConverter.Network g, long seed, int n, Sampling sampling) {
        GeneratorConfig config = GeneratorConfig.fromJson(g.config());
        try (GanGenerator network = GanModels.generator(config, g.weights(), policy);
                Pass pass = Pass.inference(policy, Noise.seeded(1));
                NDArray z =
                        pass.array(
                                FormulaWeights.sequence(seed, n * config.zDim(), Math.sqrt(3)),
                                n,
                                config.zDim());
                NDArray image = network.generate(pass, z, null, sampling)) {
            return Ops.floats(image);
        }
    }

    private float[] scores(ModelConverter.Network d, long seed, int n, float[] label) {
        DiscriminatorConfig config = DiscriminatorConfig.fromJson(d.config());
        int side = config.resolution();
        try (GanDiscriminator network = GanModels.discriminator(config, d.weights(), policy);
                Pass pass = Pass.inference(policy, Noise.seeded(1));
                NDArray images =
                        pass.array(
                                FormulaWeights.sequence(seed, n * 3 * side * side, 1),
                                n,
                                3,
                                side,
                                side);
                NDArray labels = label == null ? null : pass.array(label, n, label.length / n);
                NDArray scores = network.judge(pass, images, labels)) {
            return Ops.floats(scores);
        }
    }

    /** Five values spread evenly, or all of few; of a size of their own if it is 0. */
    private static void compare(String what, float[] actual, JsonNode expected, double size)
            throws IOException {
        double largest = 0;
        double scale = size;
        for (int i = 0; i < expected.size(); i++) {
            int at =
                    actual.length == expected.size()
                            ? i
                            : i == 4 ? actual.length - 1 : i * (actual.length / 4);
            double value = expected.get(i).asDouble();
            largest = Math.max(largest, Math.abs(actual[at] - value));
            scale = size > 0 ? size : Math.max(scale, Math.abs(value));
        }
        near(what, largest, scale);
    }

    private static void near(String what, double difference, double size) throws IOException {
        GoldenJson.report("| %s | %.2e | %.2e |", what, difference, difference / size);
        assertThat(difference / size).as(what).isCloseTo(0, within(TOLERANCE));
    }
}
