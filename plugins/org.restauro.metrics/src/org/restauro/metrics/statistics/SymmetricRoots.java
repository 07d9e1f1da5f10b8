// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.statistics;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.nio.DoubleBuffer;
import java.util.Locale;
import java.util.function.Consumer;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.Staging;
import org.restauro.engine.ops.ScriptFunction;

/**
 * Roots of products of covariance matrices, in float64 on PyTorch.
 *
 * <p>Where one of the two is positive definite, A = L·Lᵀ, the eigenvalues of A·B are those of the
 * symmetric LᵀBL: a Cholesky factor and two triangular products cost a fraction of A's
 * eigenvectors. Where both are singular (fewer pictures than dimensions), A^½·B·A^½ is taken
 * instead.
 */
public final class SymmetricRoots {
    // Triangular products go by blocks of columns of this width, so that half of each is left out.
    private static final int BLOCK = 256;

    private static final ScriptFunction CHOLESKY =
            ScriptFunction.of(
                    "a: Tensor",
                    "Tuple[Tensor, Tensor]",
                    "l, info = torch.linalg_cholesky_ex(a, upper=False, check_errors=False)\n"
                            + "return (l, torch.to(info, 7))");

    private static final ScriptFunction ROOTS_OF_EIGENVALUES =
            ScriptFunction.of(
                    "m: Tensor",
                    "Tensor",
                    "return torch.sum(torch.sqrt(torch.clamp(torch.linalg_eigvalsh(m), 0.)))");

    private SymmetricRoots() {}

    /**
     * tr((A·B)^½) of two symmetric matrices without negative eigenvalues, singular ones included:
     * the sum of the roots of the eigenvalues of A·B, where what rounding made negative counts as
     * 0.
     *
     * @param a d × d values
     * @param b d × d values
     */
    public static double traceOfRootOfProduct(double[] a, double[] b, int d, ComputePolicy policy) {
        return traceOfRootOfProduct(target -> target.put(a), target -> target.put(b), d, policy);
    }

    /**
     * The same of matrices that somebody writes.
     *
     * @param a writes d × d values into the buffer it is given
     * @param b the same
     */
    public static double traceOfRootOfProduct(
            Consumer<DoubleBuffer> a, Consumer<DoubleBuffer> b, int d, ComputePolicy policy) {
        try (Pass pass = Pass.inference(policy, Noise.seeded(0))) {
            NDArray x = Staging.doubles(pass.manager(), a, d, d);
            NDArray y = Staging.doubles(pass.manager(), b, d, d);
            NDArray product = congruent(x, y, d);
            if (product == null) {
                product = congruent(y, x, d);
            }
            if (product == null) {
                product = symmetricProduct(x, y);
            }
            return ROOTS_OF_EIGENVALUES.apply(product).toDoubleArray()[0];
        }
    }

    /**
     * LᵀBL of A = L·Lᵀ, only its lower triangle, in the place of B; null, and B as it was, where A
     * is not positive definite.
     */
    private static NDArray congruent(NDArray a, NDArray b, int d) {
        NDList factor = CHOLESKY.call(a);
        if (factor.get(1).toDoubleArray()[0] != 0) {
            factor.close();
            return null;
        }
        return ScriptFunction.of("b: Tensor, l: Tensor", "Tensor", triangularProducts(d))
                .apply(b, factor.get(0));
    }

    /**
     * Source of LᵀBL in the place of B: block columns of X = B·L, then the block rows of LᵀX left
     * of the diagonal. No block is wanted any more once its place is taken.
     */
    private static String triangularProducts(int d) {
        StringBuilder s = new StringBuilder();
        for (int from = 0; from < d; from += BLOCK) {
            int to = Math.min(d, from + BLOCK);
            s.append("c = ").append(part("l", from, d, from, to)).append('\n');
            String column = part("b", 0, d, from, to);
            String product = "torch.matmul(" + part("b", 0, d, from, d) + ", c)";
            s.append("_0 = torch.copy_(").append(column + ", " + product).append(")\n");
        }
        for (int from = 0; from < d; from += BLOCK) {
            int to = Math.min(d, from + BLOCK);
            s.append("c = ").append(part("l", from, d, from, to)).append('\n');
            String row = part("b", from, to, 0, to);
            String product = "torch.matmul(torch.t(c), " + part("b", from, d, 0, to) + ")";
            s.append("_0 = torch.copy_(").append(row + ", " + product).append(")\n");
        }
        return s.append("return b").toString();
    }

    private static String part(String matrix, int top, int bottom, int left, int right) {
        return String.format(
                Locale.ROOT,
                "torch.slice(torch.slice(%s, 0, %d, %d, 1), 1, %d, %d, 1)",
                matrix,
                top,
                bottom,
                left,
                right);
    }

    /** A^½·B·A^½, up to a rotation: S·Vᵀ·B·V·S with A = V·S²·Vᵀ. */
    private static NDArray symmetricProduct(NDArray a, NDArray b) {
        return ScriptFunction.of(
                        "a: Tensor, b: Tensor",
                        "Tensor",
                        "l, v = torch.linalg_eigh(a)\n"
                                + "v = torch.mul(v, torch.sqrt(torch.clamp(l, 0.)))\n"
                                + "m = torch.matmul(torch.t(v), torch.matmul(b, v))\n"
                                + "return torch.mul(torch.add(m, torch.t(m)), 0.5)")
                .apply(a, b);
    }
}
