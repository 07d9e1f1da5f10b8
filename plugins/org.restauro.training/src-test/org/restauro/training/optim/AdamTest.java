// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.Torch;
import org.restauro.engine.nn.Initial;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;
import org.restauro.models.mat.FormulaWeights;
import org.restauro.training.Golden;

class AdamTest {
    private static final ComputePolicy POLICY = ComputePolicy.parse("float32,channels-last,cpu");

    /** Two parameters, one of them a kernel, so that its memory order matters. */
    private static final class Pair extends Module {
        private final Parameter weight;
        private final Parameter bias;

        Pair(long... shape) {
            weight = parameter("weight", Initial.normal(1), shape);
            bias = parameter("bias", Initial.normal(1), 2);
        }
    }

    /** Gradients that are exactly the given values. */
    private static ParameterGradients gradients(Pair pair, float[] weight, float[] bias) {
        ParameterGradients gradients = new ParameterGradients(pair, POLICY);
        try (Pass pass = Pass.training(POLICY, Noise.seeded(0))) {
            NDArray loss =
                    ScriptFunction.of(
                                    "g: Tensor, h: Tensor, w: Tensor, b: Tensor",
                                    "Tensor",
                                    "return torch.add(torch.sum(torch.mul(g, w)), "
                                            + "torch.sum(torch.mul(h, b)))")
                            .apply(
                                    pass.array(weight, pair.weight.shape()),
                                    pass.array(bias, 2),
                                    pair.weight.array(),
                                    pair.bias.array());
            gradients.add(loss);
        }
        return gradients;
    }

    @TestFactory
    Stream<DynamicTest> published_variants_are_met() {
        return Golden.files("genforce_training.*\\.json").stream()
                .flatMap(g -> stream(g.get("adam_genforce")))
                .map(c -> DynamicTest.dynamicTest("eps " + c.get("eps"), () -> published(c)));
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private void published(JsonNode c) {
        try (Pair pair = new Pair(4)) {
            StateDict values = new StateDict();
            values.put("weight", TensorData.of(sequence(c, "param_seeds", 0, 4, 1), 4));
            values.put("bias", TensorData.of(sequence(c, "param_seeds", 1, 2, 1), 2));
            pair.load(values, POLICY);
            double decay = c.get("weight_decay").asDouble();
            AdamSettings settings =
                    new AdamSettings(
                            c.get("lr").asDouble(),
                            c.get("betas").get(0).asDouble(),
                            c.get("betas").get(1).asDouble(),
                            c.get("eps").asDouble(),
                            decay,
                            false);
            double biasFactor = c.get("bias_lr_multiplier").asDouble();
            double biasDecay = c.get("bias_wd_multiplier").asDouble();
            try (Adam adam =
                    new Adam(
                            pair,
                            settings,
                            POLICY,
                            n -> n.equals("bias") ? biasFactor : 1,
                            n -> n.equals("bias") ? biasDecay : 1)) {
                for (int i = 0; i < 3; i++) {
                    double scale = c.get("grad_scale").asDouble();
                    float[] bias = sequence(c, "grad_seeds_bias", i, 2, scale);
                    try (ParameterGradients g =
                            gradients(pair, sequence(c, "grad_seeds_weight", i, 4, scale), bias)) {
                        adam.step(g);
                    }
                    JsonNode after = c.get("after_steps_1_2_3").get(i);
                    near(pair.weight.floats("weight"), after.get("weight"));
                    near(pair.bias.floats("bias"), after.get("bias"));
                }
            }
        }
    }

    private static float[] sequence(JsonNode c, String seeds, int i, int count, double factor) {
        return FormulaWeights.sequence(c.get(seeds).get(i).asLong(), count, factor);
    }

    private static void near(float[] actual, JsonNode expected) {
        for (int i = 0; i < actual.length; i++) {
            assertThat((double) actual[i]).isCloseTo(expected.get(i).asDouble(), within(2e-6));
        }
    }

    @Test
    void steps_follow_the_formula_whatever_the_memory_order() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("AdamTest uses -Dseed=" + seed);
        Random random = new Random(seed);
        int n = 3 * 4 * 3 * 3;
        AdamSettings settings = new AdamSettings(0.01, 0.8, 0.95, 1e-8, 0, true);
        try (Pair pair = new Pair(3, 4, 3, 3)) {
            pair.initialise(POLICY, Noise.seeded(seed));
            double[] p = doubles(pair.weight.floats("weight"));
            double[] m = new double[n];
            double[] v = new double[n];
            try (Adam adam = new Adam(pair, settings, POLICY)) {
                for (int t = 1; t <= 5; t++) {
                    float[] g = new float[n];
                    for (int i = 0; i < n; i++) {
                        g[i] = (float) random.nextGaussian();
                        m[i] = 0.8 * m[i] + 0.2 * g[i];
                        v[i] = 0.95 * v[i] + 0.05 * g[i] * g[i];
                        p[i] -=
                                0.01
                                        * (m[i] / (1 - Math.pow(0.8, t)))
                                        / (Math.sqrt(v[i] / (1 - Math.pow(0.95, t))) + 1e-8);
                    }
                    try (ParameterGradients gradients = gradients(pair, g, new float[2])) {
                        adam.step(gradients);
                    }
                }
            }
            float[] actual = pair.weight.floats("weight");
            for (int i = 0; i < n; i++) {
                assertThat((double) actual[i]).isCloseTo(p[i], within(1e-5));
            }
        }
    }

    private static double[] doubles(float[] values) {
        double[] d = new double[values.length];
        for (int i = 0; i < d.length; i++) {
            d[i] = values[i];
        }
        return d;
    }

    @Test
    void goes_on_from_its_state_bit_for_bit() {
        AdamSettings settings = new AdamSettings(0.01, 0.5, 0.9, 1e-8, 0, true);
        float[] g1 = {1, -2, 3, 0.5f};
        float[] g2 = {0.1f, 0.2f, -3, 4};
        try (Pair straight = new Pair(4);
                Pair resumed = new Pair(4)) {
            straight.initialise(POLICY, Noise.seeded(1));
            AdamState state;
            try (Adam adam = new Adam(straight, settings, POLICY)) {
                step(adam, straight, g1);
                state = adam.state();
                resumed.load(straight.stateDict(), POLICY);
                step(adam, straight, g2);
            }
            assertThat(state.moments().names())
                    .containsExactly(
                            "weight.exp_avg",
                            "weight.exp_avg_sq",
                            "bias.exp_avg",
                            "bias.exp_avg_sq");
            try (Adam adam = new Adam(resumed, settings, POLICY)) {
                adam.restore(state);
                assertThat(adam.steps()).isEqualTo(1);
                step(adam, resumed, g2);
            }
            assertThat(resumed.weight.floats("weight")).isEqualTo(straight.weight.floats("weight"));
            try (Pair other = new Pair(5)) {
                other.initialise(POLICY, Noise.seeded(1));
                try (Adam adam = new Adam(other, settings, POLICY)) {
                    assertThatThrownBy(() -> adam.restore(state))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageContaining("weight.exp_avg_sq")
                            .hasMessageContaining("[5]");
                }
            }
        }
    }

    private static void step(Adam adam, Pair pair, float[] gradient) {
        try (ParameterGradients g = gradients(pair, gradient, new float[] {1, -1})) {
            adam.step(g);
        }
    }

    @Test
    void scales_for_lazy_regularisation_as_published() {
        AdamSettings g = AdamSettings.gan(0.001).lazy(4);
        AdamSettings d = AdamSettings.gan(0.001).lazy(16);

        assertThat(g.rate()).isCloseTo(0.0008, within(1e-12));
        assertThat(g.beta2()).isCloseTo(0.9920, within(1e-4));
        assertThat(g.beta1()).isZero();
        assertThat(d.rate()).isCloseTo(0.000941, within(1e-6));
        assertThat(d.beta2()).isCloseTo(0.99059, within(1e-5));
    }

    @Test
    void cleans_gradients_and_sums_them() {
        long live = Torch.liveArrays();
        try (Pair pair = new Pair(4)) {
            pair.initialise(POLICY, Noise.seeded(1));
            float inf = Float.POSITIVE_INFINITY;
            try (ParameterGradients g =
                    gradients(pair, new float[] {Float.NaN, inf, -inf, 2}, new float[] {1, 2})) {
                assertThat(g.clean()).isNaN();
                assertThat(Ops.floats(g.byName().get("weight"))).containsExactly(0, 1e5f, -1e5f, 2);
                assertThat(Ops.floats(g.byName().get("bias"))).containsExactly(1, 2);
            }
            try (ParameterGradients g =
                    gradients(pair, new float[] {1, 2, 3, 4}, new float[] {0, 5})) {
                try (Pass pass = Pass.training(POLICY, Noise.seeded(0))) {
                    NDArray sum =
                            ScriptFunction.of(
                                            "x: Tensor, w: Tensor",
                                            "Tensor",
                                            "return torch.sum(torch.mul(w, x))")
                                    .apply(pass.array(new float[] {10}, 1), pair.weight.array());
                    g.add(sum);
                    g.add(
                            ScriptFunction.of(
                                            "x: Tensor, w: Tensor",
                                            "Tensor",
                                            "return torch.sum(torch.mul(w, x))")
                                    .apply(pass.array(new float[] {1}, 1), pair.weight.array()));
                }
                assertThat(Ops.floats(g.byName().get("weight"))).containsExactly(12, 13, 14, 15);
                assertThat(g.norm()).isCloseTo(Math.sqrt(144 + 169 + 196 + 225 + 25), within(1e-4));
                g.scale(0.5);
                assertThat(Ops.floats(g.byName().get("weight"))).containsExactly(6, 6.5f, 7, 7.5f);
            }
        }
        assertThat(Torch.liveArrays()).isEqualTo(live);
    }

    @Test
    void a_frozen_parameter_stays() {
        try (Pair pair = new Pair(4)) {
            pair.initialise(POLICY, Noise.seeded(1));
            pair.freeze(Pattern.compile("weight"), true);
            float[] before = pair.weight.floats("weight");
            try (Adam adam = new Adam(pair, AdamSettings.gan(0.1), POLICY);
                    ParameterGradients g = new ParameterGradients(pair, POLICY)) {
                assertThat(g.names()).isEqualTo(List.of("bias"));
                adam.step(g);
                assertThat(adam.steps()).as("nothing to apply").isZero();
            }
            assertThat(pair.weight.floats("weight")).isEqualTo(before);
        }
    }

    @Test
    void an_average_moves_by_half_lives_and_copies_buffers() {
        try (Pair live = new Pair(4);
                Pair average = new Pair(4)) {
            live.initialise(POLICY, Noise.seeded(1));
            average.initialise(POLICY, Noise.seeded(2));
            float[] from = average.weight.floats("weight");
            float[] to = live.weight.floats("weight");
            Ema ema = new Ema(live, average, POLICY, 32, 0);

            ema.update(32, 0);

            float[] now = average.weight.floats("weight");
            for (int i = 0; i < now.length; i++) {
                assertThat(now[i]).isCloseTo((from[i] + to[i]) / 2, within(1e-6f));
            }
            Ema ramped = new Ema(live, average, POLICY, 10_000, 0.05);
            assertThat(ramped.beta(32, 0)).isZero();
            assertThat(ramped.beta(32, 1000)).isCloseTo(Math.pow(0.5, 0.64), within(1e-12));
            assertThat(new Ema(live, average, POLICY, 10_000, 0).beta(32, 0))
                    .isCloseTo(0.99778, within(1e-5));
            ramped.update(32, 0);
            assertThat(average.weight.floats("weight")).isEqualTo(to);
        }
    }
}
