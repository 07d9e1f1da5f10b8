// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.nn;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.Pass;
import org.restauro.engine.Precision;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;

/**
 * Minibatch standard deviation (Karras et al. 2018): one more channel (or some) that says how much
 * a group of samples varies, so that a discriminator sees missing variety.
 *
 * <p>No state. x (batch, channels, h, w) → (batch, channels + added, h, w); the batch is a multiple
 * of the group, or smaller than it. Sample n belongs to group n mod (batch / group).
 */
public final class MinibatchStd extends Module {
    private final int group;
    private final int added;

    /** Makes the layer with a largest group size and one more channel. */
    public MinibatchStd(int group) {
        this(group, 1);
    }

    /** Makes the layer with a largest group size; each added channel judges its share of them. */
    public MinibatchStd(int group, int added) {
        this.group = group;
        this.added = added;
    }

    /** Applies the layer. */
    public NDArray forward(Pass pass, NDArray x) {
        long batch = x.getShape().get(0);
        long size = Math.min(group, batch);
        if (batch % size != 0) {
            throw new IllegalArgumentException(
                    "A batch of " + batch + " cannot be divided into groups of " + size);
        }
        Precision p = pass.policy().precision();
        String body =
                "c = torch.size(x, 1)\nh = torch.size(x, 2)\nw = torch.size(x, 3)\n"
                        + "y = torch.reshape(torch.to(x, 6), ["
                        + size
                        + ", -1, "
                        + added
                        + ", c // "
                        + added
                        + ", h, w])\n"
                        + "y = torch.sub(y, torch.mean(y, [0], True))\n"
                        + "y = torch.mean(torch.mul(y, y), [0])\n"
                        + "y = torch.mean(torch.sqrt(torch.add(y, 1e-08)), [2, 3, 4])\n"
                        + "y = torch.repeat(torch.reshape(y, [-1, "
                        + added
                        + ", 1, 1]), ["
                        + size
                        + ", 1, h, w])\n"
                        + "return torch.cat(["
                        + Ops.cast("x", p)
                        + ", "
                        + Ops.cast("y", p)
                        + "], 1)";
        return ScriptFunction.of("x: Tensor", "Tensor", body).apply(x);
    }
}
