// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.reference;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
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
        ReferenceConfig config =
                variant == ReferenceConfig.Variant.FULL ? Small.FULL : Small.LIGHT;
        ReferenceModule module = ReferenceModule.of(MatConfig.small(32), config);
        module.initialise(Small.POLICY, Noise.seeded(4));
        set(module, (variant == ReferenceConfig.Variant.FULL ? "fusion" : "adapter") + ".16.gate", 1);
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
                assertThat(distance(own[p], own[p - 1])).isGreaterThan(0.05 * distance(own[p], new float[CHANNELS]));
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
            Guidance guidance =
                    Guidance.of(pass, module, encoded, new int[][] {{0, 2}, {1}, {}});
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

    @Test
    void the_lightweight_formula_holds() {
        try (ReferenceModule module = module(ReferenceConfig.Variant.LIGHTWEIGHT);
                Pass pass = Pass.inference(Small.POLICY, Noise.seeded(0))) {
            int size = module.config().tokenSize();
            float[] tokens = FormulaWeights.sequence(9, TOKENS * size, 4);
            float[] x = Ops.floats(features(pass));
            float[][] added = added(module, pass, tokens);
            double[][] t = new double[POSITIONS][CHANNELS];
            for (int p = 0; p < POSITIONS; p++) {
                for (int c = 0; c < CHANNELS; c++) {
                    t[p][c] = x[c * POSITIONS + p];
                }
            }
            double[][] r = new double[TOKENS][size];
            for (int i = 0; i < tokens.length; i++) {
                r[i / size][i % size] = tokens[i];
            }
            normalise(t);
            normalise(r);
            double[][] q = linear(module, "q", t);
            double[][] k = linear(module, "k", r);
            double[][] v = linear(module, "v", r);
            int heads = module.config().heads();
            int d = size / heads;
            double[][] y = new double[POSITIONS][size];
            for (int p = 0; p < POSITIONS; p++) {
                for (int h = 0; h < heads; h++) {
                    double[] a = new double[TOKENS];
                    double sum = 0;
                    for (int m = 0; m < TOKENS; m++) {
                        for (int i = h * d; i < (h + 1) * d; i++) {
                            a[m] += q[p][i] * k[m][i];
                        }
                        a[m] = Math.exp(a[m] / Math.sqrt(d));
                        sum += a[m];
                    }
                    for (int m = 0; m < TOKENS; m++) {
                        for (int i = h * d; i < (h + 1) * d; i++) {
                            y[p][i] += a[m] / sum * v[m][i];
                        }
                    }
                }
            }
            double[][] out = linear(module, "out", y);
            for (int p = 0; p < POSITIONS; p++) {
                for (int c = 0; c < CHANNELS; c++) {
                    assertThat((double) added[p][c]).isCloseTo(out[p][c], within());
                }
            }
        }
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-5);
    }

    private static void normalise(double[][] rows) {
        for (double[] row : rows) {
            double mean = Arrays.stream(row).average().orElseThrow();
            double variance = Arrays.stream(row).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
            for (int i = 0; i < row.length; i++) {
                row[i] = (row[i] - mean) / Math.sqrt(variance + 1e-5);
            }
        }
    }

    private static double[][] linear(ReferenceModule module, String name, double[][] x) {
        String path = "adapter.16." + name;
        float[] w = module.parameters().get(path + ".weight").floats(path);
        float[] b = module.parameters().get(path + ".bias").floats(path);
        int in = x[0].length;
        double[][] y = new double[x.length][b.length];
        for (int i = 0; i < x.length; i++) {
            for (int o = 0; o < b.length; o++) {
                y[i][o] = b[o];
                for (int j = 0; j < in; j++) {
                    y[i][o] += w[o * in + j] * x[i][j];
                }
            }
        }
        return y;
    }
}
