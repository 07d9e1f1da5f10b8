// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.MemoryFormat;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.Precision;
import org.restauro.engine.Seeds;

class OpsTest {
    private final Random random = Seeds.random(OpsTest.class);
    private Pass pass;

    @BeforeEach
    void open() {
        pass = Pass.inference(ComputePolicy.REFERENCE, Noise.seeded(1));
    }

    @AfterEach
    void close() {
        pass.close();
    }

    @Test
    void conv2d_equals_loops() {
        for (int stride = 1; stride <= 2; stride++) {
            for (int groups : new int[] {1, 2}) {
                int[] s = {2, 4, 5 + random.nextInt(4), 6 + random.nextInt(4)};
                float[] x = values(s);
                float[] w = Seeds.normal(random, 6 * 4 / groups * 9);
                NDArray y =
                        Ops.conv2d(array(x, s), array(w, 6, 4 / groups, 3, 3), stride, 1, groups);
                same(y, Reference.conv2d(x, s, w, 6, 3, stride, 1, groups));
            }
        }
    }

    @Test
    void conv_transpose2d_equals_loops() {
        for (int stride = 1; stride <= 2; stride++) {
            int[] s = {2, 3, 4 + random.nextInt(3), 5};
            float[] x = values(s);
            float[] w = Seeds.normal(random, 3 * 4 * 9);
            NDArray y = Ops.convTranspose2d(array(x, s), array(w, 3, 4, 3, 3), stride, 1, 1);
            same(y, Reference.convTranspose2d(x, s, w, 4, 3, stride, 1));
        }
    }

    @Test
    void upfirdn2d_equals_loops_for_all_its_uses() {
        float[] filter = Seeds.normal(random, 16);
        int[][] uses = {
            {2, 1, 2, 1}, {1, 2, 1, 1}, {1, 1, 1, 1}, {1, 1, 2, 2}, {2, 2, 3, 2}, {3, 1, -1, 2}
        };
        for (int[] u : uses) {
            int[] s = {2, 3, 6, 4 + 2 * random.nextInt(3)};
            float[] x = values(s);
            NDArray y = Ops.upfirdn2d(array(x, s), array(filter, 4, 4), u[0], u[1], u[2], u[3], 4);
            same(y, Reference.upfirdn2d(x, s, filter, 4, u[0], u[1], u[2], u[3], 4));
        }
    }

    @Test
    void bias_act_equals_loops() {
        int[] s = {2, 3, 4, 5};
        float[] x = values(s);
        float[] b = Seeds.normal(random, 3);
        float[] leaky = new float[x.length];
        float[] plain = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            float v = x[i] + b[i / 20 % 3];
            plain[i] = v * 3;
            leaky[i] = (v > 0 ? v : 0.2f * v) * 3;
        }

        same(Ops.biasAct(array(x, s), array(b, 3), true, 3), leaky);
        same(Ops.biasAct(array(x, s), array(b, 3), false, 3), plain);
    }

    @Test
    void linear_equals_loops() {
        float[] x = Seeds.normal(random, 2 * 3 * 5);
        float[] w = Seeds.normal(random, 4 * 5);
        float[] b = Seeds.normal(random, 4);
        float[] y = new float[2 * 3 * 4];
        for (int i = 0; i < y.length; i++) {
            double sum = b[i % 4];
            for (int k = 0; k < 5; k++) {
                sum += x[i / 4 * 5 + k] * w[i % 4 * 5 + k];
            }
            y[i] = (float) sum;
        }

        same(Ops.linear(array(x, 2, 3, 5), array(w, 4, 5), array(b, 4)), y);
    }

    @Test
    void attention_equals_loops() {
        int n = 4 * 6 * 5;
        float[] q = Seeds.normal(random, n);
        float[] k = Seeds.normal(random, n);
        float[] v = Seeds.normal(random, n);
        float[] m = Seeds.normal(random, 36);
        NDArray y =
                Ops.attention(
                        array(q, 2, 2, 6, 5),
                        array(k, 2, 2, 6, 5),
                        array(v, 2, 2, 6, 5),
                        array(m, 1, 1, 6, 6));

        same(y, Reference.attention(q, k, v, m, 4, 6, 5));
    }

    @Test
    void resize_bilinear_equals_loops() {
        float[] x = Seeds.normal(random, 2 * 3 * 4 * 5);
        NDArray in = array(x, 2, 3, 4, 5);

        same(Ops.resizeBilinear(in, 7, 13), Reference.bilinear(x, 6, 4, 5, 7, 13));
        same(Ops.resizeBilinear(in, 2, 3), Reference.bilinear(x, 6, 4, 5, 2, 3));
    }

    @Test
    void concat_joins_in_order() {
        NDArray a = array(new float[] {1, 2}, 1, 2);
        NDArray b = array(new float[] {3, 4}, 1, 2);

        assertThat(Ops.floats(Ops.concat(0, a, b, a))).containsExactly(1, 2, 3, 4, 1, 2);
        assertThat(Ops.floats(Ops.concat(1, b, a))).containsExactly(3, 4, 1, 2);
    }

    @Test
    void roll_is_cyclic() {
        NDArray x = array(new float[] {0, 1, 2, 3, 4, 5}, 1, 2, 3, 1);

        assertThat(Ops.floats(Ops.roll(x, 1, -1))).containsExactly(4, 5, 3, 1, 2, 0);
    }

    @Test
    void symmetric_eigenvalues_of_a_known_matrix() {
        NDArray values = Ops.symmetricEigenvalues(array(new float[] {2, 1, 1, 2}, 2, 2));

        assertThat(Ops.floats(values)[0]).isCloseTo(1, within(1e-5f));
        assertThat(Ops.floats(values)[1]).isCloseTo(3, within(1e-5f));
    }

    @Test
    void add_into_overwrites_only_without_gradients() {
        NDArray x = array(new float[] {1, 2}, 2);
        NDArray y = array(new float[] {10, 20}, 2);

        assertThat(Ops.floats(Ops.addInto(pass, x, y))).containsExactly(11, 22);
        assertThat(Ops.floats(y)).containsExactly(10, 20);
    }

    @Test
    void casts_round_to_the_nearest_number_of_the_type() {
        float[] v = {1.00390625f, 3.14159f, -1e30f};

        assertThat(Ops.floats(Ops.cast(array(v, 3), Precision.BFLOAT16)))
                .containsExactly(1f, 3.140625f, Float.intBitsToFloat(0xf14a0000));
        assertThat(Ops.floats(Ops.cast(array(new float[] {3.14159f}, 1), Precision.FLOAT16)))
                .containsExactly(3.140625f);
    }

    @Test
    void memory_formats_do_not_change_values() {
        int[] s = {2, 3, 4, 5};
        float[] x = values(s);
        NDArray last = Ops.inFormat(array(x, s), MemoryFormat.CHANNELS_LAST);

        assertThat(Ops.floats(last)).isEqualTo(x);
        assertThat(Ops.floats(last.add(1))[7]).isEqualTo(x[7] + 1);
    }

    @Test
    void source_that_does_not_compile_is_shown() {
        ScriptFunction wrong = ScriptFunction.of("x: Tensor", "Tensor", "return torch.nothing(x)");

        assertThatThrownBy(() -> wrong.apply(array(new float[1], 1)))
                .hasMessageContaining("nothing");
        assertThatThrownBy(() -> Ops.number(Double.NaN)).hasMessageContaining("NaN");
    }

    @Test
    void equal_sources_share_one_function() {
        assertThat(ScriptFunction.of("x: Tensor", "Tensor", "return x"))
                .isSameAs(ScriptFunction.of("x: Tensor", "Tensor", "return x\n"));
    }

    @Test
    void several_threads_may_call_one_function() throws Exception {
        ScriptFunction f = ScriptFunction.of("x: Tensor", "Tensor", "return torch.mul(x, 3.125)");
        Thread[] threads = new Thread[4];
        float[] results = new float[threads.length];
        for (int t = 0; t < threads.length; t++) {
            int index = t;
            threads[t] =
                    new Thread(
                            () -> {
                                for (int i = 0; i < 50; i++) {
                                    try (Pass own =
                                            Pass.inference(
                                                    ComputePolicy.REFERENCE, Noise.seeded(1))) {
                                        float[] v = {index};
                                        results[index] += Ops.floats(f.apply(own.array(v, 1)))[0];
                                    }
                                }
                            });
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(results).containsExactly(0, 50 * 3.125f, 100 * 3.125f, 150 * 3.125f);
    }

    private float[] values(int[] shape) {
        return Seeds.normal(random, shape[0] * shape[1] * shape[2] * shape[3]);
    }

    private NDArray array(float[] values, int... shape) {
        long[] s = new long[shape.length];
        for (int i = 0; i < s.length; i++) {
            s[i] = shape[i];
        }
        return pass.array(values, s);
    }

    private static void same(NDArray actual, float[] expected) {
        assertThat(Ops.floats(actual)).containsExactly(expected, within(2e-4f));
    }
}
