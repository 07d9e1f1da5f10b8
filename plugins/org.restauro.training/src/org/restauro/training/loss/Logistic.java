// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.loss;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.ops.ScriptFunction;

/** Terms of the non-saturating logistic GAN loss (Goodfellow et al. 2014); logits (batch, 1). */
public final class Logistic {
    private Logistic() {}

    /** softplus(−logits): small where the judge says real; (batch, 1). */
    public static NDArray real(NDArray logits) {
        return ScriptFunction.of(
                        "x: Tensor", "Tensor", "return torch.softplus(torch.neg(x), 1, 20)")
                .apply(logits);
    }

    /** softplus(logits): small where the judge says fake; (batch, 1). */
    public static NDArray fake(NDArray logits) {
        return ScriptFunction.of("x: Tensor", "Tensor", "return torch.softplus(x, 1, 20)")
                .apply(logits);
    }

    /** Mean of the sum of two arrays of equal shape: one value. */
    static NDArray meanOfSum(NDArray a, NDArray b) {
        return ScriptFunction.of(
                        "a: Tensor, b: Tensor", "Tensor", "return torch.mean(torch.add(a, b))")
                .apply(a, b);
    }
}
