// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.nn;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.ops.ScriptFunction;

/** Division of each pixel's channel vector by its root mean square (Karras et al. 2018). */
public final class PixelNorm {
    private PixelNorm() {}

    /** Normalises (batch, channels, …) in float32. */
    public static NDArray apply(NDArray x) {
        return ScriptFunction.of("x: Tensor", "Tensor", source("x", "y") + "return y").apply(x);
    }

    /** Statements that set one variable to the normalised other one, float32. */
    public static String source(String from, String to) {
        return "q = torch.to("
                + from
                + ", 6)\n"
                + to
                + " = torch.mul(q, torch.rsqrt(torch.add("
                + "torch.mean(torch.mul(q, q), [1], True), 1e-08)))\n";
    }
}
