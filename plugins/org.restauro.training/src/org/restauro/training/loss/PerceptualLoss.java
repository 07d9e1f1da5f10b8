// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.loss;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.models.perceptual.Vgg19;

/**
 * Perceptual distance of MAT (Li et al. 2022, section 3.5): mean absolute difference of VGG-19's
 * features at conv4_4, times ¼, plus that at conv5_4, times ½.
 */
public final class PerceptualLoss {
    private static final String DISTANCE =
            "a = torch.mean(torch.abs(torch.sub(x, y)))\n"
                    + "b = torch.mean(torch.abs(torch.sub(u, v)))\n"
                    + "return torch.add(torch.mul(a, 0.25), torch.mul(b, 0.5))";

    private final Vgg19 network;

    /** Takes a network with weights; it stays the caller's. */
    public PerceptualLoss(Vgg19 network) {
        this.network = network;
    }

    /**
     * The distance, one value.
     *
     * @param painted (batch, 3, h, w) in [−1, 1]; gradients reach it
     * @param real the same; none reach it
     */
    public NDArray distance(Pass pass, NDArray painted, NDArray real) {
        NDArray x;
        NDArray u;
        try (Pass quiet = pass.withoutGradients();
                Vgg19.Taps taps = network.forward(quiet, real)) {
            x = pass.adopt(copy(taps.conv4()));
            u = pass.adopt(copy(taps.conv5()));
        }
        try (x;
                u;
                Vgg19.Taps taps = network.forward(pass, painted)) {
            return ScriptFunction.of(
                            "x: Tensor, y: Tensor, u: Tensor, v: Tensor", "Tensor", DISTANCE)
                    .apply(taps.conv4(), x, taps.conv5(), u);
        }
    }

    /** Another handle of the same memory. */
    private static NDArray copy(NDArray x) {
        return ScriptFunction.of("x: Tensor", "Tensor", "return torch.detach(x)").apply(x);
    }
}
