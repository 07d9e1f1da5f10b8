// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.Precision;
import org.restauro.engine.Torch;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.ops.Gradients;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;

/** Small networks: every option computes, spaces agree, mixing and growth do what they say. */
class GanOptionsTest {
    private static final String SMALL =
            "'z_space_dim': 8, 'w_space_dim': 8, 'mapping_layers': 2, 'mapping_fmaps': 8,"
                    + " 'fmaps_base': 128, 'fmaps_max': 8";
    private static final String SMALL_D = "'fmaps_base': 128, 'fmaps_max': 8";

    private static final long SEED = seed();

    private final ComputePolicy policy = ComputePolicy.REFERENCE;
    private final long seed = SEED;

    private static long seed() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("GanOptionsTest uses -Dseed=" + seed);
        return seed;
    }

    @Test
    void each_family_computes_pictures_and_judgements_with_gradients() {
        options(
                List.of(
                        "'gan_type': 'pggan', 'label_size': 3, 'use_wscale': false",
                        "'gan_type': 'stylegan', 'fused_scale': true, 'noise_type': 'channel'",
                        "'gan_type': 'stylegan2ada', 'label_size': 3, 'const_input': false"),
                List.of(
                        "'gan_type': 'stylegan', 'fused_scale': true, 'label_size': 3",
                        "'gan_type': 'stylegan2ada', 'minibatch_std_group_size': 0,"
                                + " 'label_size': 3, 'mapping_fmaps': 5"));
    }

    @Tag("slow")
    @Test
    void every_option_computes_pictures_and_judgements_with_gradients() {
        options(
                List.of(
                        "'gan_type': 'pggan', 'fused_scale': true, 'final_tanh': true",
                        "'gan_type': 'stylegan', 'label_size': 3, 'const_input': false",
                        "'gan_type': 'stylegan', 'repeat_w': false, 'use_wscale': false",
                        "'gan_type': 'stylegan2', 'architecture': 'origin', 'demodulate': false",
                        "'gan_type': 'stylegan2', 'architecture': 'resnet', 'repeat_w': false",
                        "'gan_type': 'stylegan2', 'label_size': 3, 'noise_type': 'channel'",
                        "'gan_type': 'stylegan2', 'use_wscale': false, 'image_channels': 1"),
                List.of(
                        "'gan_type': 'pggan', 'fused_scale': true, 'label_size': 3",
                        "'gan_type': 'stylegan', 'minibatch_std_channels': 2",
                        "'gan_type': 'stylegan2', 'architecture': 'skip', 'label_size': 3",
                        "'gan_type': 'stylegan2', 'architecture': 'origin',"
                                + " 'use_wscale': false"));
    }

    private void options(List<String> generators, List<String> discriminators) {
        long before = Torch.liveArrays();
        for (String options : generators) {
            try (GanGenerator g = generator(options, 8)) {
                float[] y = drawn(g, LayerNoise.RANDOM);
                assertThat(y).hasSize(2 * g.config().imageChannels() * 64);
                assertThat(deviation(y)).as(options).isBetween(1e-3, 1e3);
                differentiated(g, options);
            }
        }
        for (String options : discriminators) {
            judged(options);
        }
        assertThat(Torch.liveArrays()).isEqualTo(before);
    }

    private void differentiated(GanGenerator g, String options) {
        try (Pass pass = Pass.training(policy, Noise.seeded(seed + 3));
                NDArray z = pass.array(random(16, 1), 2, 8);
                NDArray label = oneHot(pass, g.config().labelSize())) {
            List<NDArray> weights = arrays(g);
            NDArray y = g.generate(pass, z, label, Sampling.TRAINING);
            NDArray first = Gradients.firstOrder(sumOfSquares(y), weights).get(0);
            assertThat(Ops.floats(first)).as(options).doesNotContain(Float.NaN);
        }
        g.stopGradients();
    }

    private void judged(String options) {
        DiscriminatorConfig config =
                DiscriminatorConfig.fromJson(
                        json("{" + options + ", 'resolution': 8, " + SMALL_D + "}"));
        assertThat(DiscriminatorConfig.fromJson(config.toJson())).isEqualTo(config);
        try (GanDiscriminator d = GanNetworks.discriminator(config)) {
            d.initialise(policy, Noise.seeded(seed));
            try (Pass pass = Pass.training(policy, Noise.seeded(seed + 1));
                    NDArray x = pass.array(random(2 * 3 * 64, 2), 2, 3, 8, 8);
                    NDArray label = oneHot(pass, config.labelSize())) {
                List<NDArray> weights = arrays(d);
                Gradients.require(x);
                NDArray y = d.judge(pass, x, label);
                int columns = config.family() == GanFamily.PGGAN ? 1 + config.labelSize() : 1;
                assertThat(y.getShape().getShape()).containsExactly(2, columns);
                NDArray slope = Gradients.of(sumOfSquares(y), List.of(x)).get(0);
                assertThat(deviation(Ops.floats(slope))).as(options).isGreaterThan(0);
                // the penalty's own gradient, as R1 needs it
                List<NDArray> second =
                        Gradients.firstOrder(sumOfSquares(slope), List.of(weights.get(0)));
                assertThat(deviation(Ops.floats(second.get(0)))).as(options).isGreaterThan(0);
            }
            d.stopGradients();
        }
    }

    private static List<NDArray> arrays(Module network) {
        return network.trainable().values().stream().map(Parameter::array).toList();
    }

    private static NDArray sumOfSquares(NDArray x) {
        return ScriptFunction.of("x: Tensor", "Tensor", "return torch.sum(torch.mul(x, x))")
                .apply(x);
    }

    @Test
    void growing_networks_have_the_same_picture_at_the_end_of_a_level_as_before_the_next() {
        for (String family : List.of("pggan", "stylegan")) {
            try (GanGenerator g = generator("'gan_type': '" + family + "'", 16);
                    GanDiscriminator d =
                            GanNetworks.discriminator(
                                    DiscriminatorConfig.fromJson(
                                            json(
                                                    "{'gan_type': '"
                                                            + family
                                                            + "', 'resolution': 16, "
                                                            + SMALL_D
                                                            + "}")))) {
                d.initialise(policy, Noise.seeded(seed));
                for (double lod : new double[] {0, 1, 2}) {
                    g.setLevelOfDetail(lod);
                    float[] at = drawn(g, LayerNoise.CONST);
                    if (lod > 0) {
                        g.setLevelOfDetail(lod - 1e-4);
                        assertThat(distance(at, drawn(g, LayerNoise.CONST))).isLessThan(0.01);
                        // what is repeated 2^lod times holds still within its blocks
                        assertThat(at[0]).isEqualTo(at[1]);
                    }
                    d.setLevelOfDetail(lod);
                    float exact = score(d, at);
                    d.setLevelOfDetail(Math.min(2, lod + 1e-4));
                    assertThat(score(d, at)).isCloseTo(exact, within(0.01f));
                }
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> g.setLevelOfDetail(2.5))
                        .withMessageContaining("0 to 2");
                d.setLevelOfDetail(1.25);
                assertThat(d.levelOfDetail()).isEqualTo(1.25);
            }
        }
    }

    private float score(GanDiscriminator d, float[] picture) {
        try (Pass pass = Pass.inference(policy, Noise.seeded(1));
                NDArray x = pass.array(picture, 2, 3, 16, 16);
                NDArray y = d.judge(pass, x, null)) {
            return Ops.floats(y)[0];
        }
    }

    @Test
    void the_spaces_of_a_network_agree() {
        for (String family : List.of("stylegan", "stylegan2")) {
            try (StyledGenerator g =
                            (StyledGenerator) generator("'gan_type': '" + family + "'", 16);
                    Pass pass = Pass.inference(policy, Noise.seeded(seed));
                    NDArray z = pass.array(random(16, 3), 2, 8);
                    NDArray w = g.map(pass, z, null);
                    NDArray wp = g.spread(w, Truncation.NONE);
                    NDArray a = g.generate(pass, z, null, Sampling.PLAIN);
                    NDArray b = g.synthesise(pass, z, LatentSpace.Z, LayerNoise.CONST);
                    NDArray c = g.synthesise(pass, w, LatentSpace.W, LayerNoise.CONST);
                    NDArray d = g.synthesise(pass, wp, LatentSpace.WP, LayerNoise.CONST)) {
                float[] expected = Ops.floats(a);
                assertThat(Ops.floats(b)).isEqualTo(expected);
                assertThat(Ops.floats(c)).isEqualTo(expected);
                assertThat(Ops.floats(d)).isEqualTo(expected);
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> g.synthesise(pass, w, LatentSpace.Y, LayerNoise.CONST))
                        .withMessageContaining("modulation");
            }
        }
    }

    @Test
    void the_modulation_itself_gives_the_picture_that_its_style_gives() {
        try (StyledGenerator g = (StyledGenerator) generator("'gan_type': 'stylegan'", 16)) {
            StateDict state = g.stateDict();
            float[] w = random(8, 5);
            int layers = g.config().layers();
            float[] y = new float[layers * 20];
            for (int i = 0; i < layers; i++) {
                float[] m = state.get("synthesis.layer" + i + ".style.weight").toFloats();
                float[] b = state.get("synthesis.layer" + i + ".style.bias").toFloats();
                for (int o = 0; o < b.length; o++) {
                    double sum = b[o];
                    for (int k = 0; k < 8; k++) {
                        sum += m[o * 8 + k] * w[k] / Math.sqrt(8);
                    }
                    y[i * 20 + o] = (float) sum;
                }
            }
            try (Pass pass = Pass.inference(policy, Noise.seeded(seed));
                    NDArray style = pass.array(w, 1, 8);
                    NDArray code = pass.array(y, 1, layers, 20);
                    NDArray a = g.synthesise(pass, style, LatentSpace.W, LayerNoise.CONST);
                    NDArray b = g.synthesise(pass, code, LatentSpace.Y, LayerNoise.CONST)) {
                assertThat(distance(Ops.floats(a), Ops.floats(b))).isLessThan(1e-4);
            }
        }
    }

    @Test
    void each_family_mixes_on_its_own_side_of_the_cutoff() {
        for (String family : List.of("stylegan", "stylegan2")) {
            try (StyledGenerator g =
                            (StyledGenerator) generator("'gan_type': '" + family + "'", 16);
                    Pass pass = Pass.inference(policy, Noise.seeded(seed));
                    NDArray a = pass.array(new float[6 * 8], 1, 6, 8);
                    NDArray ones = a.add(1);
                    NDArray mixed = g.mix(a, ones, 2)) {
                float[] m = Ops.floats(mixed);
                boolean late = family.equals("stylegan");
                assertThat(m[0]).isEqualTo(late ? 0 : 1);
                assertThat(m[15]).isEqualTo(late ? 0 : 1);
                assertThat(m[16]).isEqualTo(late ? 1 : 0);
            }
        }
    }

    @Test
    void training_moves_the_mean_first_and_mixes_with_drawn_styles() {
        try (StyledGenerator g = (StyledGenerator) generator("'gan_type': 'stylegan2'", 16)) {
            Sampling sampling = new Sampling(new Truncation(0.5, 3), LayerNoise.CONST, 0, 0.9);
            try (Pass pass = Pass.moving(policy, Noise.seeded(seed));
                    NDArray z = pass.array(random(16, 7), 2, 8);
                    NDArray w = g.map(pass, z, null);
                    NDArray wp = g.styles(pass, z, null, sampling)) {
                float[] values = Ops.floats(w);
                float mean = 0.1f * (values[0] + values[8]) / 2;
                float[] average = g.stateDict().get("truncation.w_avg").toFloats();
                assertThat(average[0]).isCloseTo(mean, within(1e-5f));
                float[] styles = Ops.floats(wp);
                assertThat(styles[0]).isCloseTo(mean + 0.5f * (values[0] - mean), within(1e-5f));
                assertThat(styles[3 * 8]).isEqualTo(values[0]);
                Sampling always = new Sampling(Truncation.NONE, LayerNoise.CONST, 1, 1);
                try (NDArray mixed = g.styles(pass, z, null, always)) {
                    float[] m = Ops.floats(mixed);
                    assertThat(m[0]).isNotEqualTo(values[0]);
                    assertThat(m[5 * 8]).isEqualTo(values[0]);
                }
            }
        }
    }

    @Test
    void a_sample_depends_on_its_seed_alone_and_reduced_precision_comes_close() {
        try (StyledGenerator g = (StyledGenerator) generator("'gan_type': 'stylegan2'", 16)) {
            float[] z = random(16, 9);
            float[] both = drawn(g, policy, Noise.perSample(4, 5), z, 2);
            float[] second = drawn(g, policy, Noise.perSample(5), Arrays.copyOfRange(z, 8, 16), 1);
            float[] half = Arrays.copyOfRange(both, 3 * 256, 6 * 256);
            assertThat(distance(half, second)).isLessThan(1e-4);
        }
        for (String family : List.of("pggan", "stylegan", "stylegan2")) {
            try (GanGenerator g = generator("'gan_type': '" + family + "'", 16)) {
                float[] z = random(16, 9);
                float[] full = drawn(g, policy, Noise.seeded(3), z, 2);
                for (Precision p : List.of(Precision.BFLOAT16, Precision.FLOAT16)) {
                    float[] less = drawn(g, policy.with(p), Noise.seeded(3), z, 2);
                    for (int i = 0; i < less.length; i++) {
                        less[i] -= full[i];
                    }
                    assertThat(deviation(less) / deviation(full))
                            .as(family + " " + p)
                            .isBetween(1e-7, 0.05);
                }
            }
        }
    }

    @Test
    void says_what_is_wrong_with_options_and_arguments() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> generator("'gan_type': 'stylegan3'", 16))
                .withMessageContaining("stylegan3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> generator("'gan_type': 'stylegan'", 48))
                .withMessageContaining("48");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> generator("'gan_type': 'stylegan', 'fmap_base': 3", 16))
                .withMessageContaining("fmap_base");
        try (GanGenerator g = generator("'gan_type': 'pggan', 'label_size': 3", 16);
                Pass pass = Pass.inference(policy, Noise.seeded(1));
                NDArray z = pass.array(new float[8], 1, 8)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> g.generate(pass, z, null, Sampling.PLAIN))
                    .withMessageContaining("labels");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> g.synthesise(pass, z, LatentSpace.W, LayerNoise.CONST))
                    .withMessageContaining("pggan");
        }
    }

    private GanGenerator generator(String options, int side) {
        GeneratorConfig config =
                GeneratorConfig.fromJson(
                        json("{" + options + ", 'resolution': " + side + ", " + SMALL + "}"));
        assertThat(GeneratorConfig.fromJson(config.toJson())).isEqualTo(config);
        GanGenerator g = GanNetworks.generator(config);
        g.initialise(policy, Noise.seeded(seed));
        noisy(g);
        return g;
    }

    /** Strengths of noise begin at 0; tests want to see it. */
    private void noisy(Module network) {
        StateDict state = network.stateDict();
        StateDict other = new StateDict();
        for (String name : state.names()) {
            TensorData t = state.get(name);
            boolean strength =
                    name.endsWith("noise_strength") || name.endsWith("apply_noise.weight");
            float[] v = t.toFloats();
            for (int i = 0; strength && i < v.length; i++) {
                v[i] = 0.1f;
            }
            other.put(name, strength ? TensorData.of(v, t.shape()) : t);
        }
        network.load(other, policy);
    }

    private float[] drawn(GanGenerator g, LayerNoise noise) {
        try (Pass pass = Pass.differentiable(policy, Noise.seeded(seed + 2));
                NDArray z = pass.array(random(16, 1), 2, 8);
                NDArray label = oneHot(pass, g.config().labelSize());
                NDArray y = g.generate(pass, z, label, Sampling.PLAIN.with(noise))) {
            return Ops.floats(y);
        }
    }

    private static float[] drawn(GanGenerator g, ComputePolicy how, Noise noise, float[] z, int n) {
        Sampling random = Sampling.PLAIN.with(LayerNoise.RANDOM);
        try (Pass pass = Pass.inference(how, noise);
                NDArray latents = pass.array(z, n, 8);
                NDArray y = g.generate(pass, latents, null, random)) {
            return Ops.floats(y);
        }
    }

    private static NDArray oneHot(Pass pass, int labels) {
        if (labels == 0) {
            return null;
        }
        float[] v = new float[2 * labels];
        v[1] = 1;
        v[labels] = 1;
        return pass.array(v, 2, labels);
    }

    private float[] random(int count, int salt) {
        Random random = new Random(seed + salt);
        float[] v = new float[count];
        for (int i = 0; i < count; i++) {
            v[i] = (float) random.nextGaussian();
        }
        return v;
    }

    private static double deviation(float[] v) {
        double sum = 0;
        double squares = 0;
        for (float x : v) {
            sum += x;
            squares += (double) x * x;
        }
        double mean = sum / v.length;
        return Math.sqrt(squares / v.length - mean * mean);
    }

    /** Largest difference by the deviation. */
    private static double distance(float[] a, float[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest / deviation(a);
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
