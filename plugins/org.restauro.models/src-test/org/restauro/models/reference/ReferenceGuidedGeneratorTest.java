// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.MemoryFormat;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.Precision;
import org.restauro.engine.Torch;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.engine.ops.Ops;

/** Identity with plain MAT, and what references change. */
class ReferenceGuidedGeneratorTest {
    private static final int BATCH = 3;

    record Case(int side, ReferenceConfig config, ComputePolicy policy) {
        @Override
        public String toString() {
            return side + "² " + config.variant() + " " + policy;
        }
    }

    static Stream<Case> cases() {
        ComputePolicy p = Small.POLICY;
        return Stream.of(
                new Case(64, Small.LIGHT, p),
                new Case(32, Small.LIGHT, p.with(Precision.BFLOAT16)),
                new Case(32, Small.FULL, p.with(MemoryFormat.CONTIGUOUS)));
    }

    static Stream<Case> moreCases() {
        ComputePolicy p = Small.POLICY;
        return Stream.of(
                new Case(64, Small.LIGHT, p.with(MemoryFormat.CONTIGUOUS)),
                new Case(64, Small.FULL, p),
                new Case(128, Small.LIGHT.withSides(16, 64), p),
                new Case(32, Small.FULL, p.with(Precision.BFLOAT16)));
    }

    private static float[] plain(ReferenceGuidedGenerator g, ComputePolicy policy, int n) {
        try (Pass pass = Pass.inference(policy, Noise.perSample(Small.seeds(n)))) {
            int side = g.config().resolution();
            try (var p =
                    g.backbone()
                            .forward(
                                    pass,
                                    Small.image(pass, n, side),
                                    Small.mask(pass, n, side),
                                    Small.latents(pass, n),
                                    0.7,
                                    LayerNoise.RANDOM)) {
                return Ops.floats(p.image());
            }
        }
    }

    private static float[] guided(
            ReferenceGuidedGenerator g, ComputePolicy policy, boolean training, int[]... given) {
        int n = given.length;
        Noise noise = Noise.perSample(Small.seeds(n));
        try (Pass pass = training ? Pass.training(policy, noise) : Pass.inference(policy, noise)) {
            Encoded encoded = g.reference().encode(pass, Small.pictures(pass, 2, 32));
            Guidance guidance = Guidance.of(pass, g.reference(), encoded, given);
            return Small.paint(g, pass, n, guidance, LayerNoise.RANDOM);
        }
    }

    private static float[] sample(float[] all, int i) {
        int size = all.length / BATCH;
        return Arrays.copyOfRange(all, i * size, (i + 1) * size);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void without_references_or_with_closed_gates_it_is_plain_mat(Case c) {
        try (var g = Small.generator(c.side, c.config, c.policy)) {
            float[] expected = plain(g, c.policy, BATCH);
            int[][] each = {{0}, {1, 0}, {1}};
            assertThat(guided(g, c.policy, false, each)).isEqualTo(expected);
            assertThat(guided(g, c.policy, true, each)).isEqualTo(expected);

            Small.open(g, 0.7f);
            try (Pass pass = Pass.inference(c.policy, Noise.perSample(Small.seeds(BATCH)))) {
                assertThat(Small.paint(g, pass, BATCH, null, LayerNoise.RANDOM))
                        .isEqualTo(expected);
            }
            int[][] none = {{}, {}, {}};
            assertThat(guided(g, c.policy, false, none)).isEqualTo(expected);
            assertThat(guided(g, c.policy, true, none)).isEqualTo(expected);
            float[] some = guided(g, c.policy, false, new int[] {0}, new int[0], new int[] {0, 1});
            assertThat(sample(some, 1)).isEqualTo(sample(expected, 1));
            assertThat(sample(some, 0)).isNotEqualTo(sample(expected, 0));
            assertThat(sample(some, 2)).isNotEqualTo(sample(expected, 2));
            for (float v : some) {
                assertThat(Float.isFinite(v)).isTrue();
            }
        }
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("moreCases")
    void without_references_others_are_plain_mat_too(Case c) {
        without_references_or_with_closed_gates_it_is_plain_mat(c);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_reference_counts_once_and_its_number_in_the_batch_does_not_matter(Case c) {
        double tolerance = c.policy.precision() == Precision.FLOAT32 ? 1e-4 : 0.1;
        try (var g = Small.generator(c.side, c.config, c.policy)) {
            Small.open(g, 0.7f);
            float[] all =
                    guided(g, c.policy, false, new int[] {0}, new int[] {1}, new int[] {0, 1});
            float[] again =
                    guided(g, c.policy, false, new int[] {0, 0}, new int[] {1}, new int[] {1, 0});
            near(sample(again, 0), sample(all, 0), tolerance);
            near(sample(again, 1), sample(all, 1), tolerance);
            near(sample(again, 2), sample(all, 2), tolerance);
            float[] other = guided(g, c.policy, false, new int[] {1}, new int[] {1}, new int[] {1});
            assertThat(sample(other, 0)).isNotEqualTo(sample(all, 0));
        }
    }

    private static void near(float[] actual, float[] expected, double tolerance) {
        double range = 0;
        double largest = 0;
        for (int i = 0; i < actual.length; i++) {
            range = Math.max(range, Math.abs(expected[i]));
            largest = Math.max(largest, Math.abs(actual[i] - expected[i]));
        }
        assertThat(largest / range).isLessThan(tolerance);
    }

    @Test
    void larger_inputs_are_guided_too() {
        try (var g = Small.generator(32, Small.LIGHT, Small.POLICY)) {
            Small.open(g, 0.7f);
            try (Pass pass = Pass.inference(Small.POLICY, Noise.seeded(1))) {
                Encoded encoded = g.reference().encode(pass, Small.pictures(pass, 1, 48));
                Guidance guidance = Guidance.of(pass, g.reference(), encoded, new int[][] {{0}});
                var p =
                        g.forward(
                                pass,
                                Small.image(pass, 1, 64),
                                Small.mask(pass, 1, 64),
                                Small.latents(pass, 1),
                                1,
                                LayerNoise.CONST,
                                guidance);
                assertThat(p.image().getShape().getShape()).containsExactly(1, 3, 64, 64);
            }
        }
    }

    @Test
    void nothing_stays_alive_after_a_forward() {
        try (var g = Small.generator(32, Small.LIGHT, Small.POLICY)) {
            guided(g, Small.POLICY, true, new int[] {0});
            long live = Torch.liveArrays();
            for (int i = 0; i < 5; i++) {
                guided(g, Small.POLICY, i % 2 == 0, new int[] {0, 1});
            }
            assertThat(Torch.liveArrays()).isEqualTo(live);
        }
    }

    @Test
    void says_which_reference_is_not_there() {
        try (var g = Small.generator(32, Small.LIGHT, Small.POLICY)) {
            assertThatThrownBy(() -> guided(g, Small.POLICY, false, new int[] {2}))
                    .hasMessageContaining("no reference number 2; 2 were encoded");
            assertThatThrownBy(
                            () ->
                                    new ReferenceGuidedGenerator(
                                            g.config(), Small.LIGHT.withSides(64)))
                    .hasMessageContaining("no features of the sides [64]");
        }
    }
}
