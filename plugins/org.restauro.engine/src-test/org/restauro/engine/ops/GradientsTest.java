// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.Seeds;
import org.restauro.engine.ops.GradientCheck.Input;

class GradientsTest {
    private final Random random = Seeds.random(GradientsTest.class);
    private final GradientCheck check =
            new GradientCheck(ComputePolicy.parse("float32,contiguous,cpu,threads=1"), random);

    @Test
    void of_convolution() {
        GradientCheck.Body body = (p, x) -> square(Ops.conv2d(x.get(0), x.get(1), 2, 1, 1));
        Input[] inputs = {normal(1, 2, 5, 6), normal(3, 2, 3, 3)};
        check.first(body, inputs);
        check.second(body, inputs);
    }

    @Test
    void of_transposed_convolution() {
        GradientCheck.Body body =
                (p, x) -> square(Ops.convTranspose2d(x.get(0), x.get(1), 2, 0, 1));
        Input[] inputs = {normal(1, 2, 4, 3), normal(2, 3, 3, 3)};
        check.first(body, inputs);
        check.second(body, inputs);
    }

    @Test
    void of_upfirdn2d() {
        GradientCheck.Body body =
                (p, x) -> square(Ops.upfirdn2d(x.get(0), x.get(1), 2, 1, 2, 1, 4));
        Input[] inputs = {normal(1, 2, 4, 4), normal(4, 4)};
        check.first(body, inputs);
        check.second(body, inputs);
    }

    @Test
    void of_bias_and_activation() {
        GradientCheck.Body body =
                (p, x) -> square(Ops.biasAct(x.get(0), x.get(1), true, Math.sqrt(2)));
        Input[] inputs = {normal(1, 3, 4, 4), normal(3)};
        check.first(body, inputs);
        check.second(body, inputs);
    }

    @Test
    void of_linear() {
        GradientCheck.Body body = (p, x) -> square(Ops.linear(x.get(0), x.get(1), x.get(2)));
        Input[] inputs = {normal(2, 5), normal(4, 5), normal(4)};
        check.first(body, inputs);
        check.second(body, inputs);
    }

    @Test
    void of_fused_attention_once() {
        check.first(
                (p, x) -> Ops.attention(x.get(0), x.get(1), x.get(2), x.get(3)),
                normal(1, 2, 4, 3),
                normal(1, 2, 4, 3),
                normal(1, 2, 4, 3),
                normal(1, 1, 4, 4));
    }

    @Test
    void of_resizing_joining_and_rolling() {
        GradientCheck.Body resize = (p, x) -> square(Ops.resizeBilinear(x.get(0), 7, 5));
        check.first(resize, normal(1, 2, 4, 4));
        check.second(resize, normal(1, 2, 4, 4));
        GradientCheck.Body joinAndRoll =
                (p, x) -> square(Ops.roll(Ops.concat(3, x.get(0), x.get(1)), 1, -1));
        check.first(joinAndRoll, normal(1, 3, 3, 2), normal(1, 3, 3, 1));
        check.second(joinAndRoll, normal(1, 3, 3, 2), normal(1, 3, 3, 1));
    }

    @Test
    void of_an_input_that_does_not_matter_is_zero() {
        try (Pass pass = Pass.differentiable(ComputePolicy.REFERENCE, Noise.seeded(1))) {
            NDArray x = Gradients.require(pass.array(new float[] {3}, 1));
            NDArray other = Gradients.require(pass.array(new float[] {5, 6}, 2));
            List<NDArray> g = Gradients.of(x.mul(x), List.of(x, other));

            assertThat(Ops.floats(g.get(0))).containsExactly(6);
            assertThat(Ops.floats(g.get(1))).containsExactly(0, 0);
        }
    }

    @Test
    void detached_values_have_no_history() {
        try (Pass pass = Pass.differentiable(ComputePolicy.REFERENCE, Noise.seeded(1))) {
            NDArray x = Gradients.require(pass.array(new float[] {3}, 1));
            NDArray y = x.mul(x).add(Gradients.detach(x.mul(x)));

            assertThat(Ops.floats(Gradients.of(y, List.of(x)).get(0))).containsExactly(6);
        }
    }

    private static NDArray square(NDArray y) {
        return y.mul(y);
    }

    private Input normal(long... shape) {
        return GradientCheck.normal(shape).apply(random);
    }
}
