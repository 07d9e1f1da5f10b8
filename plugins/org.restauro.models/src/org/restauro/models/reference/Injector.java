// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.reference;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.ScriptFunction;

/** Adds what the references look like to the style of the whole image. */
interface Injector {
    /** Text that adds y·g to x in those samples whose e is not 0. */
    ScriptFunction GATED =
            ScriptFunction.of(
                    "x: Tensor, y: Tensor, g: Tensor, e: Tensor",
                    "Tensor",
                    "y = torch.add(x, torch.mul(y, g))\n"
                            + "return torch.where(torch.ne(torch.reshape(e, [-1, 1]), 0), y, x)");

    /** Injects: style (batch, size) → the same, in float32; it stays open. */
    NDArray inject(Pass pass, NDArray style, Guidance guidance);
}
