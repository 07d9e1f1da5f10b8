// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.loss;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;

/** The terms of a loss, each with its weight, summed in the order in which they are added. */
public final class WeightedSum {
    private NDArray sum;

    /** Adds a term, one value, which then belongs to this. */
    public void add(double weight, NDArray term) {
        String weighted = "torch.mul(t, " + Ops.number(weight) + ")";
        try (term) {
            if (sum == null) {
                sum = ScriptFunction.of("t: Tensor", "Tensor", "return " + weighted).apply(term);
                return;
            }
            try (NDArray before = sum) {
                sum =
                        ScriptFunction.of(
                                        "s: Tensor, t: Tensor",
                                        "Tensor",
                                        "return torch.add(s, " + weighted + ")")
                                .apply(before, term);
            }
        }
    }

    /** Mean of an array times a weight; one value. */
    public static NDArray mean(NDArray x, double weight) {
        return ScriptFunction.of(
                        "x: Tensor",
                        "Tensor",
                        "return torch.mul(torch.mean(x), " + Ops.number(weight) + ")")
                .apply(x);
    }

    /** The sum, one value; the pass owns it. */
    public NDArray value() {
        return sum;
    }
}
