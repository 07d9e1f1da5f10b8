// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.loss;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.Gradients;
import org.restauro.engine.ops.ScriptFunction;

/**
 * Gradient penalty of a judge on its images (R1 on real ones, R2 on painted ones; Mescheder et al.
 * 2018), by double backward.
 */
public final class GradientPenalty {
    private GradientPenalty() {}

    /**
     * Squared norm of the gradient of the summed logits, one value a sample: (batch). Where the
     * batch is computed in parts, it is the logits of all parts that are summed: samples are
     * compared with each other.
     *
     * @param logits (batch, 1)
     * @param images what they depend on, marked by {@link Gradients#require}
     */
    public static NDArray of(Pass pass, NDArray logits, NDArray images) {
        try (NDArray gradient = pass.synchrony().derivatives(logits, List.of(images)).get(0)) {
            return ScriptFunction.of(
                            "g: Tensor",
                            "Tensor",
                            "return torch.sum(torch.flatten(torch.mul(g, g), 1, -1), [1])")
                    .apply(gradient);
        }
    }
}
