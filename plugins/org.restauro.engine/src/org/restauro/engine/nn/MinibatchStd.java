// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;
import org.restauro.engine.Pass;
import org.restauro.engine.Precision;
import org.restauro.engine.Synchrony;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;

/**
 * Minibatch standard deviation (Karras et al. 2018): one more channel (or some) that says how much
 * a group of samples varies, so that a discriminator sees missing variety.
 *
 * <p>No state. x (batch, channels, h, w) → (batch, channels + added, h, w); the batch is a multiple
 * of the group, or smaller than it. Sample n belongs to group n mod (batch / group). Where a batch
 * is computed in parts on several devices, groups are those of the whole batch.
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
        Synchrony parts = pass.synchrony();
        int mine = (int) x.getShape().get(0);
        int batch = parts.samples(mine);
        int size = Math.min(group, batch);
        if (batch % size != 0) {
            throw new IllegalArgumentException(
                    "A batch of " + batch + " cannot be divided into groups of " + size);
        }
        // equal strides keep a group in one part where parts are multiples of groups
        if (batch % (size * parts.parts()) == 0) {
            try (NDArray deviation = deviation(x, size)) {
                return join(pass, x, deviation);
            }
        }
        try (NDList all = new NDList(parts.all(pass, x));
                NDArray whole = inOrder(pass, all, batch);
                NDArray deviation = deviation(whole, size);
                NDArray own =
                        ScriptFunction.of(
                                        "y: Tensor",
                                        "Tensor",
                                        "return torch.slice(y, 0, "
                                                + parts.index()
                                                + ", "
                                                + batch
                                                + ", "
                                                + parts.parts()
                                                + ")")
                                .apply(deviation)) {
            return join(pass, x, own);
        }
    }

    /** What is added: (batch, added, h, w), float32. */
    private NDArray deviation(NDArray x, int size) {
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
                        + "return torch.repeat(torch.reshape(y, [-1, "
                        + added
                        + ", 1, 1]), ["
                        + size
                        + ", 1, h, w])";
        return ScriptFunction.of("x: Tensor", "Tensor", body).apply(x);
    }

    private static NDArray join(Pass pass, NDArray x, NDArray deviation) {
        Precision p = pass.policy().precision();
        return ScriptFunction.of(
                        "x: Tensor, y: Tensor",
                        "Tensor",
                        "return torch.cat([" + Ops.cast("x", p) + ", " + Ops.cast("y", p) + "], 1)")
                .apply(x, deviation);
    }

    /** The samples of all parts in the order of the batch. */
    private static NDArray inOrder(Pass pass, NDList parts, int batch) {
        List<Integer> rows = new ArrayList<>();
        for (int n = 0; n < batch; n++) {
            int part = n % parts.size();
            int before = part * (batch / parts.size()) + Math.min(part, batch % parts.size());
            rows.add(before + n / parts.size());
        }
        return ScriptFunction.of(
                        "xs: List[Tensor]",
                        "Tensor",
                        "x = torch.cat(xs)\n"
                                + "i = torch.tensor("
                                + rows
                                + ", dtype=4, device=ops.prim.device(x))\n"
                                + "return torch.index_select(x, 0, i)")
                .callWithLists(pass.manager(), parts)
                .get(0);
    }
}
