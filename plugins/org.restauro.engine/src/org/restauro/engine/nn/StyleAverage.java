// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.nn;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;

/** The running mean of styles, which truncation pulls towards. */
public final class StyleAverage {
    private StyleAverage() {}

    /** Moves a mean: {@code m + decay·(mean − m)}, where m is the mean of styles (batch, w). */
    public static void move(Parameter average, NDArray styles, double decay) {
        try (NDArray moved =
                ScriptFunction.of(
                                "w: Tensor, a: Tensor",
                                "Tensor",
                                "m = torch.mean(torch.detach(w), [0])\n"
                                        + "return torch.add(m, torch.mul(torch.sub(a, m), "
                                        + Ops.number(decay)
                                        + "))")
                        .apply(styles, average.array())) {
            average.assign(moved);
        }
    }
}
