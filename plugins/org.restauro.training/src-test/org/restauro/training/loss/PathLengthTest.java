// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.Gradients;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.engine.weights.StateDict;

/** The penalty of a picture that is made by a formula, against values worked out by hand. */
class PathLengthTest {
    private static final int B = 2;
    private static final int STYLES = 2;
    private static final int W = 3;
    private static final int H = 4;

    /** image[b, c, y, x] = Σ_s Σ_k a[c, s, k]·styles[b, s, k]³, the same for all y and x. */
    private static final ScriptFunction PICTURE =
            ScriptFunction.of(
                    "w: Tensor, a: Tensor",
                    "Tensor",
                    "f = torch.flatten(torch.mul(torch.mul(w, w), w), 1, -1)\n"
                            + "p = torch.matmul(f, torch.transpose(a, 0, 1))\n"
                            + "return torch.repeat(torch.reshape(p, [2, 3, 1, 1]), [1, 1, 4, 4])");

    private final float[] a = Noise.seeded(1).normal("a", 3, STYLES * W);
    private final float[] w = Noise.seeded(2).normal("w", B, STYLES, W);
    private final float[] noise = Noise.seeded(3).normal("y", B, 3, H, H);

    /** Lengths worked out by hand. */
    private double[] lengths(float[] styles) {
        double[] lengths = new double[B];
        for (int b = 0; b < B; b++) {
            double sum = 0;
            for (int i = 0; i < STYLES * W; i++) {
                double g = 0;
                for (int c = 0; c < 3; c++) {
                    for (int p = 0; p < H * H; p++) {
                        g += noise[(b * 3 + c) * H * H + p] / H * a[c * STYLES * W + i];
                    }
                }
                double s = styles[b * STYLES * W + i];
                g *= 3 * s * s;
                sum += g * g;
            }
            lengths[b] = Math.sqrt(sum / STYLES);
        }
        return lengths;
    }

    private double penalty(float[] styles, double mean, double decay) {
        double[] l = lengths(styles);
        double moved = mean + decay * ((l[0] + l[1]) / 2 - mean);
        return Math.pow(l[0] - moved, 2) + Math.pow(l[1] - moved, 2);
    }

    @Test
    void lengths_mean_penalty_and_its_gradient_are_those_of_the_formula() {
        PathLength path = new PathLength(0.25);
        path.restore(new StateDict(), JsonNodeFactory.instance.objectNode().put("mean", 0.3f));
        try (Pass pass = Pass.training(ComputePolicy.REFERENCE, Noise.seeded(0))) {
            NDArray styles = Gradients.require(pass.array(w, B, STYLES, W));
            NDArray picture = PICTURE.apply(styles, pass.array(a, 3, STYLES * W));

            PathLength.Result result = path.penalty(pass, picture, styles, noise);

            double[] l = lengths(w);
            float[] actual = Ops.floats(result.lengths());
            assertThat((double) actual[0]).isCloseTo(l[0], within(1e-4 * l[0]));
            assertThat((double) actual[1]).isCloseTo(l[1], within(1e-4 * l[1]));
            double mean = 0.3 + 0.25 * ((l[0] + l[1]) / 2 - 0.3);
            assertThat((double) path.mean()).isCloseTo(mean, within(1e-4 * mean));
            float[] penalties = Ops.floats(result.penalties());
            double expected = penalty(w, 0.3, 0.25);
            assertThat((double) penalties[0] + penalties[1])
                    .isCloseTo(expected, within(1e-3 * expected));
            float[] gradient =
                    Ops.floats(Gradients.firstOrder(result.penalties(), List.of(styles)).get(0));
            double largest = 0;
            for (float g : gradient) {
                largest = Math.max(largest, Math.abs(g));
            }
            for (int i = 0; i < gradient.length; i++) {
                float h = 1e-3f;
                float[] up = w.clone();
                float[] down = w.clone();
                up[i] += h;
                down[i] -= h;
                double slope =
                        (penalty(up, 0.3, 0.25) - penalty(down, 0.3, 0.25))
                                / ((double) up[i] - down[i]);
                assertThat((double) gradient[i])
                        .as("derivative %d", i)
                        .isCloseTo(slope, within(1e-3 * largest));
            }
        }
    }
}
