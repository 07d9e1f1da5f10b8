// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.MemoryFormat;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.Precision;
import org.restauro.engine.Seeds;
import org.restauro.engine.ops.GradientCheck.Input;

class WinogradTest {
    private static final ComputePolicy POLICY =
            ComputePolicy.parse("float32,channels-last,cpu,threads=1");

    private final Random random = Seeds.random(WinogradTest.class);

    @Test
    void equals_the_direct_convolution_for_any_size() {
        for (int i = 0; i < 100; i++) {
            int in = 1 + random.nextInt(6);
            int out = 1 + random.nextInt(6);
            int[] s = {1 + random.nextInt(3), in, 1 + random.nextInt(9), 1 + random.nextInt(9)};
            float[] x = Seeds.normal(random, s[0] * in * s[2] * s[3]);
            float[] k = Seeds.normal(random, out * in * 9);
            float[] b = Seeds.normal(random, out);
            try (Pass pass = Pass.inference(POLICY, Noise.seeded(1))) {
                NDArray map = pass.array(x, s[0], in, s[2], s[3]);
                if (random.nextBoolean()) {
                    map = Ops.inFormat(map, MemoryFormat.CHANNELS_LAST);
                }
                NDArray y =
                        ScriptFunction.of(
                                        "x: Tensor, k: Tensor, b: Tensor",
                                        "Tensor",
                                        Winograd.tiled(in, out, "b") + "return y")
                                .apply(map, pass.array(k, out, in, 3, 3), pass.array(b, out));
                assertThat(y.getShape().getShape()).containsExactly(s[0], out, s[2], s[3]);
                float[] expected = Reference.conv2d(x, s, k, out, 3, 1, 1, 1);
                int plane = s[2] * s[3];
                for (int j = 0; j < expected.length; j++) {
                    expected[j] += b[j / plane % out];
                }
                assertThat(Ops.floats(y)).containsExactly(expected, within(1e-4f));
            }
        }
    }

    @Test
    void gradients_of_both_orders() {
        GradientCheck check = new GradientCheck(POLICY, random);
        ScriptFunction convolution =
                ScriptFunction.of(
                        "x: Tensor, k: Tensor",
                        "Tensor",
                        Winograd.tiled(2, 3, "None") + "return torch.mul(y, y)");
        GradientCheck.Body body = (p, x) -> convolution.apply(x.get(0), x.get(1));
        Input[] inputs = {
            GradientCheck.normal(2, 2, 5, 4).apply(random),
            GradientCheck.normal(3, 2, 3, 3).apply(random)
        };
        check.first(body, inputs);
        check.second(body, inputs);
    }

    @Test
    void takes_wide_layers_and_large_batches_alone() {
        assertThat(Winograd.conv(POLICY, 3, 512, 384, "None")).contains("torch.mm");
        assertThat(Winograd.conv(POLICY, 3, 512, 256, "None")).doesNotContain("torch.mm");
        assertThat(Winograd.conv(POLICY, 1, 512, 512, "None")).doesNotContain("torch.mm");
        assertThat(Winograd.conv(POLICY.with(Precision.BFLOAT16), 3, 512, 512, "None"))
                .doesNotContain("torch.mm");
        assertThat(Winograd.conv(POLICY.with(MemoryFormat.CONTIGUOUS), 3, 512, 512, "None"))
                .doesNotContain("torch.mm");
    }

    @Test
    void both_ways_of_a_wide_layer_agree() {
        ScriptFunction layer =
                ScriptFunction.of(
                        "x: Tensor, k: Tensor",
                        "Tensor",
                        Winograd.conv(POLICY, 3, 384, 384, "None") + "return y");
        float[] k = Seeds.normal(random, 384 * 384 * 9);
        for (int i = 0; i < k.length; i++) {
            k[i] /= 59;
        }
        // 511 and 529 tiles of 2 × 2: one on either side of the limit
        for (int side : new int[] {45, 46}) {
            float[] x = Seeds.normal(random, 384 * side * side);
            try (Pass pass = Pass.inference(POLICY, Noise.seeded(1))) {
                NDArray map = pass.array(x, 1, 384, side, side);
                NDArray kernels = pass.array(k, 384, 384, 3, 3);
                float[] actual = Ops.floats(layer.apply(map, kernels));
                float[] expected = Ops.floats(Ops.conv2d(map, kernels, 1, 1, 1));
                float largest = 0;
                for (int i = 0; i < expected.length; i++) {
                    largest = Math.max(largest, Math.abs(actual[i] - expected[i]));
                }
                assertThat(largest).isLessThan(5e-5f);
            }
        }
    }
}
