// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.loss;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.ops.ScriptFunction;

/** Mean absolute difference within the holes of each image; an image without holes has 0. */
final class HoleDifference {
    private static final ScriptFunction MEAN =
            ScriptFunction.of(
                    "x: Tensor, y: Tensor, m: Tensor",
                    "Tensor",
                    "h = torch.rsub(m, 1)\n"
                            + "d = torch.mul(torch.abs(torch.sub(x, y)), h)\n"
                            + "n = torch.clamp_min(torch.mul(torch.sum(h, [1, 2, 3]), 3), 1)\n"
                            + "return torch.div(torch.sum(d, [1, 2, 3]), n)");

    private HoleDifference() {}

    /**
     * The differences, (batch).
     *
     * @param x (batch, 3, h, w)
     * @param y the same
     * @param known (batch, 1, h, w), 1 known, 0 hole
     */
    static NDArray of(NDArray x, NDArray y, NDArray known) {
        return MEAN.apply(x, y, known);
    }
}
