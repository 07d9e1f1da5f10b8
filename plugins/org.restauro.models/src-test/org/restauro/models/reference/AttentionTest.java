// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.Ops;
import org.restauro.models.mat.FormulaWeights;
import org.restauro.models.mat.MatConfig;

/** Attention is one: each position finds its own tokens. */
class AttentionTest {
    private static final int CHANNELS = 32;
    private static final int POSITIONS = 16;
    private static final int TOKENS = 64;

    private static ReferenceModule module(ReferenceConfig.Variant variant) {
        ReferenceConfig config = variant == ReferenceConfig.Variant.FULL ? Small.FULL : Small.LIGHT;
        ReferenceModule module = ReferenceModule.of(MatConfig.small(32), config);
        module.initialise(Small.POLICY, Noise.seeded(4));
        set(
                module,
                (variant == ReferenceConfig.Variant.FULL ? "fusion" : "adapter") + ".16.gate",
                1);
        return module;
    }

    private static void set(ReferenceModule module, String name, float... values) {
        try (Pass pass = Pass.inference(Small.POLICY, Noise.seeded(0))) {
            module.parameters().get(name).assign(pass.array(values, values.length));
        }
    }

    private static NDArray features(Pass pass) {
        float[] x = FormulaWeights.sequence(8, CHANNELS * POSITIONS, 3);
        return pass.array(x, 1, CHANNELS, 4, 4);
    }

    /** References with given tokens: (count, 64, size). */
    private static Encoded encoded(Pass pass, ReferenceModule module, float[] tokens) {
        int size = module.config().tokenSize();
        int count = tokens.length / TOKENS / size;
        int style = module.config().styleSize();
        return new Encoded(
                pass.array(tokens, count, TOKENS, size),
                pass.array(new float[count * style], count, style));
    }

    /** What fusion at 16 adds: [position][channel]. */
    private static float[][] added(ReferenceModule module, Pass pass, float[] tokens) {
        NDArray x = features(pass);
        Guidance guidance =
                Guidance.of(pass, module, encoded(pass, module, tokens), new int[][] {{0}});
        float[] before = Ops.floats(x);
        float[] after = Ops.floats(module.fuse(pass, 16, x, guidance));
        float[][] added = new float[POSITIONS][CHANNELS];
        for (int c = 0; c < CHANNELS; c++) {
            for (int p = 0; p < POSITIONS; p++) {
                added[p][c] = after[c * POSITIONS + p] - before[c * POSITIONS + p];
            }
        }
        return added;
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.pow(a[i] - b[i], 2);
        }
        return Math.sqrt(sum);
    }

    @ParameterizedTest
    @EnumSource(ReferenceConfig.Variant.class)
    void depends_on_the_position_where_tokens_differ_and_not_where_they_are_equal(
            ReferenceConfig.Variant variant) {
        try (ReferenceModule module = module(variant);
                Pass pass = Pass.inference(Small.POLICY, Noise.seeded(0))) {
            int size = module.config().tokenSize();
            float[] distinct = FormulaWeights.sequence(9, TOKENS * size, 4);
            float[] equal = new float[TOKENS * size];
            for (int i = 0; i < equal.length; i++) {
                equal[i] = distinct[i % size];
            }
            float[][] own = added(module, pass, distinct);
            float[][] same = added(module, pass, equal);
            for (int p = 1; p < POSITIONS; p++) {
                assertThat(distance(own[p], own[p - 1]))
                        .isGreaterThan(0.05 * distance(own[p], new float[CHANNELS]));
                assertThat(distance(same[p], same[p - 1])).isLessThan(1e-5);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ReferenceConfig.Variant.class)
    void maps_are_the_weights_of_what_is_added(ReferenceConfig.Variant variant) {
        try (ReferenceModule module = module(variant);
                Pass pass = Pass.inference(Small.POLICY, Noise.seeded(0))) {
            int size = module.config().tokenSize();
            float[] tokens = FormulaWeights.sequence(9, 3 * TOKENS * size, 4);
            Encoded encoded = encoded(pass, module, tokens);
            // the second sample has one reference of its own: the place of a second one is empty
            Guidance guidance = Guidance.of(pass, module, encoded, new int[][] {{0, 2}, {1}, {}});
            float[] one = Ops.floats(features(pass));
            float[] three = new float[3 * one.length];
            for (int i = 0; i < 3; i++) {
                System.arraycopy(one, 0, three, i * one.length, one.length);
            }
            NDArray x = pass.array(three, 3, CHANNELS, 4, 4);
            NDArray map = module.attention(pass, 16, x, guidance);
            assertThat(map.getShape().getShape()).containsExactly(3, POSITIONS, 2 * TOKENS);
            float[] weights = Ops.floats(map);
            for (int row = 0; row < 2 * POSITIONS; row++) {
                double sum = 0;
                double secondReference = 0;
                for (int t = 0; t < 2 * TOKENS; t++) {
                    sum += weights[row * 2 * TOKENS + t];
                    secondReference += t < TOKENS ? 0 : weights[row * 2 * TOKENS + t];
                }
                assertThat(sum).isBetween(0.9999, 1.0001);
                if (row < POSITIONS) {
                    assertThat(secondReference).isGreaterThan(0);
                } else {
                    assertThat(secondReference).isZero();
                }
            }
            float[] first = Arrays.copyOfRange(weights, 0, 2 * TOKENS);
            float[] other = Arrays.copyOfRange(weights, 5 * 2 * TOKENS, 6 * 2 * TOKENS);
            assertThat(distance(first, other)).isGreaterThan(0.01);
        }
    }

    @ParameterizedTest
    @EnumSource(ReferenceConfig.Variant.class)
    void the_formula_holds(ReferenceConfig.Variant variant) {
        boolean full = variant == ReferenceConfig.Variant.FULL;
        try (ReferenceModule module = module(variant);
                Pass pass = Pass.inference(Small.POLICY, Noise.seeded(0))) {
            int size = module.config().tokenSize();
            float[] tokens = FormulaWeights.sequence(9, TOKENS * size, 4);
            float[] x = Ops.floats(features(pass));
            float[][] added = added(module, pass, tokens);
            double[][] t = new double[POSITIONS][CHANNELS];
            for (int i = 0; i < x.length; i++) {
                t[i % POSITIONS][i / POSITIONS] = x[i];
            }
            double[][] r = new double[TOKENS][size];
            for (int i = 0; i < tokens.length; i++) {
                r[i / size][i % size] = tokens[i];
            }
            String path = full ? "fusion.16." : "adapter.16.";
            double[][] expected;
            if (full) {
                double[][] both = Plain.equalised(module, path + "kv", r);
                double[][] k = columns(both, 0);
                double[][] v = columns(both, CHANNELS);
                double[][] y = attend(Plain.equalised(module, path + "q", t), k, v, 8);
                expected = Plain.equalised(module, path + "proj", y);
            } else {
                normalise(t);
                normalise(r);
                double[][] k = Plain.linear(module, path + "k", r);
                double[][] v = Plain.linear(module, path + "v", r);
                double[][] y = attend(Plain.linear(module, path + "q", t), k, v, 4);
                expected = Plain.linear(module, path + "out", y);
            }
            for (int p = 0; p < POSITIONS; p++) {
                for (int c = 0; c < CHANNELS; c++) {
                    assertThat((double) added[p][c]).isCloseTo(expected[p][c], offset(1e-5));
                }
            }
        }
    }

    private static double[][] columns(double[][] rows, int first) {
        return Arrays.stream(rows)
                .map(row -> Arrays.copyOfRange(row, first, first + CHANNELS))
                .toArray(double[][]::new);
    }

    private static double[][] attend(double[][] q, double[][] k, double[][] v, int heads) {
        int size = q[0].length;
        int d = size / heads;
        double[][] y = new double[q.length][size];
        for (int p = 0; p < q.length; p++) {
            for (int h = 0; h < heads; h++) {
                double[] a = new double[k.length];
                double sum = 0;
                for (int m = 0; m < k.length; m++) {
                    for (int i = h * d; i < (h + 1) * d; i++) {
                        a[m] += q[p][i] * k[m][i];
                    }
                    a[m] = Math.exp(a[m] / Math.sqrt(d));
                    sum += a[m];
                }
                for (int m = 0; m < k.length; m++) {
                    for (int i = h * d; i < (h + 1) * d; i++) {
                        y[p][i] += a[m] / sum * v[m][i];
                    }
                }
            }
        }
        return y;
    }

    private static void normalise(double[][] rows) {
        for (double[] row : rows) {
            Plain.normalise(row, 0, row.length);
        }
    }
}
