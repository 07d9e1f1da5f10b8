// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.statistics;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.Staging;
import org.restauro.engine.ops.ScriptFunction;

/** Roots of products of covariance matrices, in float64 on PyTorch. */
public final class SymmetricRoots {
    private SymmetricRoots() {}

    /**
     * tr((A·B)^½) of two symmetric matrices without negative eigenvalues, singular ones included:
     * the sum of the roots of the eigenvalues of A^½·B·A^½, where what rounding made negative
     * counts as 0.
     *
     * @param a d × d values
     * @param b d × d values
     */
    public static double traceOfRootOfProduct(double[] a, double[] b, int d, ComputePolicy policy) {
        try (Pass pass = Pass.inference(policy, Noise.seeded(0))) {
            NDArray x = Staging.array(pass.manager(), a, d, d);
            NDArray y = Staging.array(pass.manager(), b, d, d);
            // A = V·diag(λ)·Vᵀ; A^½·B·A^½ has the eigenvalues of S·Vᵀ·B·V·S with S = diag(λ^½)
            return ScriptFunction.of(
                            "a: Tensor, b: Tensor",
                            "Tensor",
                            "l, v = torch.linalg_eigh(a)\n"
                                    + "v = torch.mul(v, torch.sqrt(torch.clamp(l, 0.)))\n"
                                    + "m = torch.matmul(torch.t(v), torch.matmul(b, v))\n"
                                    + "m = torch.mul(torch.add(m, torch.t(m)), 0.5)\n"
                                    + "e = torch.linalg_eigvalsh(m)\n"
                                    + "return torch.sum(torch.sqrt(torch.clamp(e, 0.)))")
                    .apply(x, y)
                    .toDoubleArray()[0];
        }
    }
}
