// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.reference;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.Torch;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.ops.Gradients;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.Recomputation;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.models.mat.MatGenerator;

/** What gradients reach, and that they are right. */
class ReferenceGradientsTest {
    private static final int SIDE = 32;
    private static final int[][] REFERENCES = {{0}, {0, 1}};

    static ReferenceConfig config(ReferenceConfig.Variant variant) {
        return variant == ReferenceConfig.Variant.FULL ? Small.FULL : Small.LIGHT;
    }

    private static NDArray loss(ReferenceGuidedGenerator g, Pass pass, int[]... references) {
        int n = references.length;
        Encoded encoded = g.reference().encode(pass, Small.pictures(pass, 2, SIDE));
        Guidance guidance = Guidance.of(pass, g.reference(), encoded, references);
        MatGenerator.Painting p =
                g.forward(
                        pass,
                        Small.image(pass, n, SIDE),
                        Small.mask(pass, n, SIDE),
                        Small.latents(pass, n),
                        0.7,
                        LayerNoise.RANDOM,
                        guidance);
        return ScriptFunction.of(
                        "x: Tensor",
                        "Tensor",
                        "return torch.mean(torch.tanh(torch.mul(x, 0.05)), dtype=None)")
                .apply(p.image());
    }

    private static Map<String, float[]> gradients(
            ReferenceGuidedGenerator g, boolean again, int[]... references) {
        Map<String, Parameter> trainable = g.trainable();
        List<NDArray> arrays = trainable.values().stream().map(Parameter::array).toList();
        Map<String, float[]> found = new LinkedHashMap<>();
        Noise noise = Noise.perSample(Small.seeds(references.length));
        try (Recomputation recomputation = again ? new Recomputation(Small.POLICY.device()) : null;
                Pass pass = Pass.training(Small.POLICY, noise, recomputation)) {
            NDArray loss = loss(g, pass, references);
            List<NDArray> all =
                    again
                            ? recomputation.gradients(loss, arrays)
                            : Gradients.firstOrder(loss, arrays);
            int i = 0;
            for (String name : trainable.keySet()) {
                found.put(name, Ops.floats(all.get(i++)));
            }
        } finally {
            g.stopGradients();
        }
        return found;
    }

    static double norm(float[] v) {
        double sum = 0;
        for (float x : v) {
            sum += (double) x * x;
        }
        return Math.sqrt(sum);
    }

    @ParameterizedTest
    @EnumSource(ReferenceConfig.Variant.class)
    void only_the_reference_module_is_reached_when_the_backbone_is_frozen(
            ReferenceConfig.Variant variant) {
        try (var g = Small.generator(SIDE, config(variant), Small.POLICY)) {
            Map<String, float[]> first = gradients(g, false, REFERENCES);
            assertThat(first.keySet())
                    .isNotEmpty()
                    .allMatch(name -> name.startsWith("reference."))
                    .hasSize(g.reference().parameters().size());
            // an untrained module learns its gates first: all else is behind a factor of 0
            first.forEach(
                    (name, v) -> {
                        boolean reached = name.endsWith("gate");
                        assertThat(norm(v) > 0).as(name).isEqualTo(reached);
                    });
            Small.open(g, 0.5f);
            gradients(g, false, REFERENCES)
                    .forEach(
                            (name, v) -> {
                                boolean unread = name.contains("encoder.global") && isFull(g);
                                // a bias of keys moves all scores of a position alike
                                boolean keyBias = name.endsWith(".k.bias");
                                if (!keyBias) {
                                    assertThat(norm(v) > 0).as(name).isEqualTo(!unread);
                                }
                            });
        }
    }

    private static boolean isFull(ReferenceGuidedGenerator g) {
        return g.reference() instanceof FullReferenceModule;
    }

    @Test
    void nothing_before_the_fusions_holds_a_graph_when_it_is_frozen() {
        try (var g = Small.generator(SIDE, Small.LIGHT, Small.POLICY)) {
            int quiet = segments(g);
            g.unfreeze("synthesis.enc.EncConv_Block_16x16");
            int recorded = segments(g);
            // encoder of references, two fusions, style of the image, decoder at 32²
            assertThat(quiet).isEqualTo(5);
            assertThat(recorded).isGreaterThan(quiet + 20);
            assertThat(gradients(g, false, REFERENCES))
                    .containsKey("synthesis.enc.EncConv_Block_16x16.conv0.weight");
        }
    }

    /** Parts that are kept to be computed again for their gradients. */
    private static int segments(ReferenceGuidedGenerator g) {
        g.trainable();
        try (Recomputation recomputation = new Recomputation(Small.POLICY.device());
                Pass pass = Pass.training(Small.POLICY, Noise.seeded(2), recomputation)) {
            loss(g, pass, new int[] {0});
            return recomputation.size();
        } finally {
            g.stopGradients();
        }
    }

    @ParameterizedTest
    @EnumSource(ReferenceConfig.Variant.class)
    void parts_computed_again_have_the_gradients_of_recorded_ones(ReferenceConfig.Variant variant) {
        try (var g = Small.generator(SIDE, config(variant), Small.POLICY)) {
            Small.open(g, 0.5f);
            g.unfreeze("synthesis.to_style", "synthesis.dec.Dec_16x16");
            Map<String, float[]> plain = gradients(g, false, REFERENCES);
            Map<String, float[]> again = gradients(g, true, REFERENCES);
            assertThat(again.keySet()).isEqualTo(plain.keySet());
            double total =
                    Math.sqrt(plain.values().stream().mapToDouble(v -> norm(v) * norm(v)).sum());
            plain.forEach(
                    (name, v) -> {
                        float[] difference = again.get(name).clone();
                        for (int i = 0; i < v.length; i++) {
                            difference[i] -= v[i];
                        }
                        assertThat(norm(difference) / Math.max(norm(v), 1e-3 * total))
                                .as(name)
                                .isLessThan(1e-5);
                    });
        }
    }

    @Test
    void a_batch_without_any_reference_has_gradients_of_zero() {
        try (var g = Small.generator(SIDE, Small.LIGHT, Small.POLICY)) {
            Small.open(g, 0.5f);
            gradients(g, false, new int[2][0])
                    .forEach((name, v) -> assertThat(norm(v)).as(name).isZero());
            // nothing encoded at all
            g.trainable();
            try (Pass pass = Pass.training(Small.POLICY, Noise.seeded(1))) {
                Guidance none = Guidance.of(pass, g.reference(), null, new int[1][0]);
                NDArray style = none.style(pass, pass.array(new float[64], 1, 64));
                Parameter gate = g.reference().parameters().get("style.gate");
                NDArray gradient = Gradients.firstOrder(style.sum(), List.of(gate.array())).get(0);
                assertThat(Ops.floats(gradient)).containsExactly(0);
            } finally {
                g.stopGradients();
            }
        }
    }

    @Test
    void a_step_of_training_leaves_nothing_alive_and_the_mean_style_alone() {
        try (var g = Small.generator(SIDE, Small.LIGHT, Small.POLICY)) {
            gradients(g, true, REFERENCES);
            float[] mean = g.state().get("mapping.w_avg").floats("mapping.w_avg");
            long live = Torch.liveArrays();
            gradients(g, true, REFERENCES);
            gradients(g, false, REFERENCES);
            assertThat(Torch.liveArrays()).isEqualTo(live);
            assertThat(g.state().get("mapping.w_avg").floats("mapping.w_avg")).isEqualTo(mean);
        }
    }
}
