// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.MemoryFormat;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.Seeds;

class FirSourceTest {
    private static final ComputePolicy POLICY =
            ComputePolicy.parse("float32,channels-last,cpu,threads=1");
    private static final int CHANNELS = 64;

    private final Random random = Seeds.random(FirSourceTest.class);

    @Test
    void equals_the_depthwise_convolution_for_any_filter_stride_and_padding() {
        for (int i = 0; i < 24; i++) {
            boolean rankOne = i % 2 == 0;
            float[] f = rankOne ? rankOne() : Seeds.normal(random, 16);
            int stride = 1 + random.nextInt(2);
            int padding = 1 + random.nextInt(2);
            int high = 3 + random.nextInt(9);
            int wide = 3 + random.nextInt(9);
            float[] x = Seeds.normal(random, 2 * CHANNELS * high * wide);
            float[] b = Seeds.normal(random, CHANNELS);
            assertThat(filtered(true, x, f, b, high, wide, stride, padding))
                    .as("rank one %s, stride %d, padding %d", rankOne, stride, padding)
                    .containsExactly(
                            filtered(false, x, f, b, high, wide, stride, padding), within(1e-4f));
        }
    }

    /** The outer product of two filters; its sum is not near 0, which would only cost accuracy. */
    private float[] rankOne() {
        float[] f = new float[16];
        float[] down = Seeds.normal(random, 4);
        float[] across = Seeds.normal(random, 4);
        down[0] = 4 + Math.abs(down[0]);
        across[0] = 4 + Math.abs(across[0]);
        for (int i = 0; i < 16; i++) {
            f[i] = down[i / 4] * across[i % 4] / 8;
        }
        return f;
    }

    private static float[] filtered(
            boolean recording,
            float[] x,
            float[] f,
            float[] b,
            int high,
            int wide,
            int stride,
            int padding) {
        try (Pass pass =
                recording
                        ? Pass.differentiable(POLICY, Noise.seeded(1))
                        : Pass.inference(POLICY, Noise.seeded(1))) {
            String source = FirSource.filter(pass, "x", CHANNELS, 2, stride, padding, "b");
            assertThat(source.contains("matmul")).isEqualTo(recording);
            NDArray map =
                    Ops.inFormat(
                            pass.array(x, 2, CHANNELS, high, wide), MemoryFormat.CHANNELS_LAST);
            return Ops.floats(
                    ScriptFunction.of(
                                    "x: Tensor, f: Tensor, b: Tensor",
                                    "Tensor",
                                    source + "return x")
                            .apply(map, pass.array(f, 4, 4), pass.array(b, CHANNELS)));
        }
    }

    @Test
    void a_penalty_on_its_gradient_is_that_of_the_depthwise_convolution() {
        float[] f = rankOne();
        float[] x = Seeds.normal(random, CHANNELS * 6 * 5);
        float[][] gradients = new float[2][];
        for (int i = 0; i < 2; i++) {
            try (Pass pass = Pass.differentiable(POLICY, Noise.seeded(1))) {
                NDArray map = Gradients.require(pass.array(x, 1, CHANNELS, 6, 5));
                String source =
                        i == 0
                                ? FirSource.filter(pass, "x", CHANNELS, 1, 1, 2, "None")
                                : FirSource.kernel(CHANNELS, 1, POLICY.precision())
                                        + "x = "
                                        + Ops.conv("x", "g", "None", 1, 2, CHANNELS)
                                        + "\n";
                NDArray sum =
                        ScriptFunction.of(
                                        "x: Tensor, f: Tensor",
                                        "Tensor",
                                        source + "return torch.sum(torch.mul(torch.mul(x, x), x))")
                                .apply(map, pass.array(f, 4, 4));
                NDArray gradient = Gradients.of(sum, List.of(map)).get(0);
                NDArray penalty =
                        ScriptFunction.of(
                                        "x: Tensor", "Tensor", "return torch.sum(torch.mul(x, x))")
                                .apply(gradient);
                gradients[i] = Ops.floats(Gradients.firstOrder(penalty, List.of(map)).get(0));
            }
        }
        float largest = 0;
        for (float g : gradients[1]) {
            largest = Math.max(largest, Math.abs(g));
        }
        assertThat(gradients[0]).containsExactly(gradients[1], within(1e-4f * largest));
    }
}
