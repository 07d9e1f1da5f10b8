// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.distribution;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.Staging;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.metrics.features.FeatureSet;

/**
 * The linear support vector machine of liblinear's solver 2 (Fan et al. 2008), as scikit-learn's
 * {@code LinearSVC(dual=False)} calls it: min ½‖v‖² + C·Σ max(0, 1 − y·v·x)², where every x ends in
 * a constant 1, whose weight is regularised too.
 *
 * <p>Solved to the optimum by Newton's method with an exact line search (Keerthi and DeCoste, <a
 * href="https://www.jmlr.org/papers/v6/keerthi05a.html">2005</a>), which ends after finitely many
 * steps; the duality gap of the solution says how far from the optimum it can be at most. The
 * problem is strictly convex, so any exact solver finds the same weights.
 */
final class LinearSvm {
    private static final int MOST_STEPS = 200;

    /** Relative size of the gradient at which rounding ends the descent. */
    private static final double TOLERANCE = 1e-12;

    /**
     * A solution.
     *
     * @param weights of the features; the last one belongs to the constant
     * @param decisions v·x of each sample, positives first
     * @param objective value at the solution
     * @param gap objective less that of the dual problem
     * @param steps of Newton's method
     */
    record Solution(
            double[] weights, double[] decisions, double objective, double gap, int steps) {}

    private final Pass pass;
    private final double c;
    private final int n;
    private final int d;
    private final double[] labels;

    /** (n, d) in float64; the last column is 1. */
    private final NDArray x;

    private LinearSvm(Pass pass, FeatureSet positive, FeatureSet negative, double c) {
        this.pass = pass;
        this.c = c;
        n = positive.count() + negative.count();
        d = positive.dimension() + 1;
        labels = new double[n];
        Arrays.fill(labels, 0, positive.count(), 1);
        Arrays.fill(labels, positive.count(), n, -1);
        try (NDArray a = Matrices.of(pass, positive);
                NDArray b = Matrices.of(pass, negative);
                NDArray all = Ops.concat(0, a, b)) {
            x =
                    ScriptFunction.of(
                                    "x: Tensor",
                                    "Tensor",
                                    "return torch.constant_pad_nd(x, [0, 1], 1.)")
                            .apply(all);
        }
    }

    /** Separates two sets. */
    static Solution separate(
            FeatureSet positive, FeatureSet negative, double c, ComputePolicy policy) {
        try (Pass pass = Pass.inference(policy, Noise.seeded(0))) {
            return new LinearSvm(pass, positive, negative, c).solve();
        }
    }

    private Solution solve() {
        double[] v = new double[d];
        double[] f = new double[n];
        double first = 0;
        int step = 0;
        while (true) {
            double[] gradient = gradient(v, f);
            double norm = Math.sqrt(dot(gradient, gradient));
            first = step == 0 ? norm : first;
            if (norm <= TOLERANCE * first || step == MOST_STEPS) {
                break;
            }
            step++;
            double[] target = newton(active(f));
            double[] dv = minus(target, v);
            double[] df = minus(times(x, target, false), f);
            double t = lineSearch(v, dv, f, df);
            boolean whole = Math.abs(t - 1) < 1e-9;
            int[] before = active(f);
            v = whole ? target : plus(v, dv, t);
            double[] next = times(x, v, false);
            boolean done = whole && Arrays.equals(before, active(next));
            boolean stalled = objective(v, next) >= objective(minus(v, scaled(dv, t)), f) && !done;
            f = next;
            if (done || stalled) {
                break;
            }
        }
        return new Solution(v, f, objective(v, f), gap(v, f), step);
    }

    /** The samples within the margin. */
    private int[] active(double[] f) {
        int[] rows = new int[n];
        int count = 0;
        for (int i = 0; i < n; i++) {
            if (labels[i] * f[i] < 1) {
                rows[count++] = i;
            }
        }
        return Arrays.copyOf(rows, count);
    }

    /** Minimum of the objective if the samples within the margin stayed the same. */
    private double[] newton(int[] rows) {
        if (rows.length == 0) {
            return new double[d];
        }
        double[] y = new double[rows.length];
        Arrays.setAll(y, i -> labels[rows[i]]);
        // (I + 2C·XᵀX)·v = 2C·Xᵀy, or in the smaller dimension v = Xᵀ·(I/2C + XXᵀ)⁻¹·y
        boolean tall = rows.length >= d;
        String gram = tall ? "torch.matmul(torch.t(a), a)" : "torch.matmul(a, torch.t(a))";
        String right = tall ? "torch.matmul(torch.t(a), y)" : "y";
        String body =
                "g = "
                        + gram
                        + "\nw = torch.eye(torch.size(g, 0), dtype=7, layout=None,"
                        + " device=ops.prim.device(g), pin_memory=None)\n"
                        + "g = torch.add(g, torch.mul(w, "
                        + Ops.number(0.5 / c)
                        + "))\nr = "
                        + right
                        + "\ns = torch.cholesky_solve(r, torch.linalg_cholesky(g))\n"
                        + "return "
                        + (tall ? "s" : "torch.matmul(torch.t(a), s)");
        try (NDArray a = Matrices.rows(x, rows);
                NDArray b = Staging.array(pass.manager(), y, y.length, 1);
                NDArray v = ScriptFunction.of("a: Tensor, y: Tensor", "Tensor", body).apply(a, b)) {
            return v.toDoubleArray();
        }
    }

    private double[] gradient(double[] v, double[] f) {
        double[] slack = new double[n];
        for (int i = 0; i < n; i++) {
            slack[i] = 2 * c * labels[i] * Math.max(0, 1 - labels[i] * f[i]);
        }
        return minus(v, times(x, slack, true));
    }

    /** x·v, or xᵀ·v. */
    private static double[] times(NDArray x, double[] v, boolean transposed) {
        String left = transposed ? "torch.t(x)" : "x";
        try (NDArray b = Staging.array(x.getManager(), v, v.length);
                NDArray y =
                        ScriptFunction.of(
                                        "x: Tensor, v: Tensor",
                                        "Tensor",
                                        "return torch.mv(" + left + ", v)")
                                .apply(x, b)) {
            return y.toDoubleArray();
        }
    }

    /**
     * The t ≥ 0 with the least objective at v + t·dv. Its derivative is continuous and linear
     * between the t at which samples enter or leave the margin.
     */
    private double lineSearch(double[] v, double[] dv, double[] f, double[] df) {
        double[] at = new double[n];
        Integer[] order = new Integer[n];
        int count = 0;
        double constant = dot(v, dv);
        double slope = dot(dv, dv);
        for (int i = 0; i < n; i++) {
            double margin = 1 - labels[i] * f[i];
            double change = labels[i] * df[i];
            if (margin > 0 || margin == 0 && change < 0) {
                constant -= 2 * c * change * margin;
                slope += 2 * c * change * change;
            }
            at[i] = change == 0 ? -1 : margin / change;
            if (at[i] > 0) {
                order[count++] = i;
            }
        }
        Arrays.sort(order, 0, count, (a, b) -> Double.compare(at[a], at[b]));
        for (int k = 0; k < count; k++) {
            int i = order[k];
            if (constant + slope * at[i] >= 0) {
                break;
            }
            double margin = 1 - labels[i] * f[i];
            double change = labels[i] * df[i];
            double sign = margin > 0 ? -1 : 1; // it leaves, or it enters
            constant -= sign * 2 * c * change * margin;
            slope += sign * 2 * c * change * change;
        }
        return slope <= 0 ? 0 : Math.max(0, -constant / slope);
    }

    private double objective(double[] v, double[] f) {
        double sum = 0.5 * dot(v, v);
        for (int i = 0; i < n; i++) {
            double slack = Math.max(0, 1 - labels[i] * f[i]);
            sum += c * slack * slack;
        }
        return sum;
    }

    /** Objective less that of the dual at α = 2C·slack, which is feasible. */
    private double gap(double[] v, double[] f) {
        double[] signed = new double[n];
        double dual = 0;
        for (int i = 0; i < n; i++) {
            double alpha = 2 * c * Math.max(0, 1 - labels[i] * f[i]);
            signed[i] = alpha * labels[i];
            dual += alpha - alpha * alpha / (4 * c);
        }
        double[] u = times(x, signed, true);
        return objective(v, f) - (dual - 0.5 * dot(u, u));
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[] minus(double[] a, double[] b) {
        return plus(a, b, -1);
    }

    private static double[] scaled(double[] a, double t) {
        double[] out = new double[a.length];
        Arrays.setAll(out, i -> a[i] * t);
        return out;
    }

    private static double[] plus(double[] a, double[] b, double t) {
        double[] out = new double[a.length];
        Arrays.setAll(out, i -> a[i] + t * b[i]);
        return out;
    }
}
