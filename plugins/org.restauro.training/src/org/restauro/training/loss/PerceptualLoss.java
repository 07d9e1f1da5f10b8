// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.loss;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.models.perceptual.Vgg19;

/**
 * Perceptual distance of MAT (Li et al. 2022, section 3.5): mean absolute difference of VGG-19's
 * features at conv4_4, times ¼, plus that at conv5_4, times ½. Or the same of the features' Gram
 * matrices, by the number of their values (Gatys et al. 2016): a distance of styles.
 */
public final class PerceptualLoss {
    private static final String DISTANCE =
            "a = torch.mean(torch.abs(torch.sub(x, y)))\n"
                    + "b = torch.mean(torch.abs(torch.sub(u, v)))\n"
                    + "return torch.add(torch.mul(a, 0.25), torch.mul(b, 0.5))";

    private static final String GRAM =
            "x = torch.flatten(x, 2)\n"
                    + "y = torch.flatten(y, 2)\n"
                    + "u = torch.flatten(u, 2)\n"
                    + "v = torch.flatten(v, 2)\n"
                    + "n = torch.size(x, 1) * torch.size(x, 2)\n"
                    + "k = torch.size(u, 1) * torch.size(u, 2)\n"
                    + "x = torch.div(torch.matmul(x, torch.transpose(x, 1, 2)), n)\n"
                    + "y = torch.div(torch.matmul(y, torch.transpose(y, 1, 2)), n)\n"
                    + "u = torch.div(torch.matmul(u, torch.transpose(u, 1, 2)), k)\n"
                    + "v = torch.div(torch.matmul(v, torch.transpose(v, 1, 2)), k)\n";

    private final Vgg19 network;
    private final String script;

    /** Takes a network with weights; it stays the caller's. */
    public PerceptualLoss(Vgg19 network) {
        this(network, DISTANCE);
    }

    private PerceptualLoss(Vgg19 network, String script) {
        this.network = network;
        this.script = script;
    }

    /** The distance of styles, by Gram matrices. */
    public static PerceptualLoss ofStyles(Vgg19 network) {
        return new PerceptualLoss(network, GRAM + DISTANCE);
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
            return ScriptFunction.of("x: Tensor, y: Tensor, u: Tensor, v: Tensor", "Tensor", script)
                    .apply(taps.conv4(), x, taps.conv5(), u);
        }
    }

    /** Another handle of the same memory. */
    private static NDArray copy(NDArray x) {
        return ScriptFunction.of("x: Tensor", "Tensor", "return torch.detach(x)").apply(x);
    }
}
