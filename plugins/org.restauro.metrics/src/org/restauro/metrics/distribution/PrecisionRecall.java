// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.distribution;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.metrics.features.FeatureSet;

/**
 * Improved precision and recall (Kynkäänniemi et al., <a
 * href="https://arxiv.org/abs/1904.06991">2019</a>): the share of generated pictures that lie
 * within the manifold of real ones, and the share of real ones within that of the generated ones. A
 * manifold is the union of balls around its pictures that reach to their k-th neighbour. Both lie
 * in 0..1; larger is better.
 *
 * @param neighbours k, 3 as published
 * @param half whether features and distances are rounded to half precision, as in NVIDIA's code;
 *     torch-fidelity does not
 */
public record PrecisionRecall(int neighbours, boolean half) {
    /** As in torch-fidelity: three neighbours, no rounding. */
    public static final PrecisionRecall PUBLISHED = new PrecisionRecall(3, false);

    /** Distances held at once: 128 MiB. */
    private static final int BLOCK = 1 << 24;

    /** Checks the number of neighbours. */
    public PrecisionRecall {
        if (neighbours < 1) {
            throw new IllegalArgumentException(
                    "A manifold by " + neighbours + " neighbours; 1 or more would be right.");
        }
    }

    /**
     * What was found.
     *
     * @param precision share of generated pictures within the real manifold
     * @param recall share of real pictures within the generated manifold
     */
    public record Value(double precision, double recall) {
        /** Harmonic mean of both; 0 where both are 0. */
        public double fScore() {
            return 2 * precision * recall / Math.max(1e-5, precision + recall);
        }
    }

    /**
     * Precision and recall.
     *
     * @throws IllegalArgumentException if a set has no more pictures than neighbours
     */
    public Value of(FeatureSet generated, FeatureSet real, ComputePolicy policy) {
        generated.requireSameDimension(real);
        int least = Math.min(generated.count(), real.count());
        if (least <= neighbours) {
            throw new IllegalArgumentException(
                    String.format(
                            "Precision and recall by %d neighbours need %d pictures or more in"
                                    + " each set; there are %d and %d.",
                            neighbours, neighbours + 1, generated.count(), real.count()));
        }
        try (Pass pass = Pass.inference(policy, Noise.seeded(0))) {
            NDArray g = rounded(Matrices.of(pass, generated));
            NDArray r = rounded(Matrices.of(pass, real));
            return new Value(inside(r, g), inside(g, r));
        }
    }

    private NDArray rounded(NDArray x) {
        return half
                ? ScriptFunction.of("x: Tensor", "Tensor", "return torch.to(torch.to(x, 5), 7)")
                        .apply(x)
                : x;
    }

    /** Share of the probes that lie within the manifold. */
    private double inside(NDArray manifold, NDArray probes) {
        long n = manifold.getShape().get(0);
        try (NDArray radii = radii(manifold)) {
            long m = probes.getShape().get(0);
            long step = Math.max(1, BLOCK / n);
            double count = 0;
            for (long from = 0; from < m; from += step) {
                String rows = slice("p", from, Math.min(m, from + step));
                try (NDArray hits =
                        ScriptFunction.of(
                                        "x: Tensor, p: Tensor, r: Tensor",
                                        "Tensor",
                                        "p = "
                                                + rows
                                                + distances("p", "x")
                                                + "h = torch.any(torch.le(d, torch.unsqueeze(r,"
                                                + " 0)), 1)\n"
                                                + "return torch.to(torch.sum(h, dtype=None), 7)")
                                .apply(manifold, probes, radii)) {
                    count += hits.toDoubleArray()[0];
                }
            }
            return count / m;
        }
    }

    /** Distance of each picture to its k-th neighbour; it is its own nearest one. */
    private NDArray radii(NDArray x) {
        long n = x.getShape().get(0);
        long step = Math.max(1, BLOCK / n);
        NDArray all = null;
        for (long from = 0; from < n; from += step) {
            NDArray part =
                    ScriptFunction.of(
                                    "x: Tensor",
                                    "Tensor",
                                    "p = "
                                            + slice("x", from, Math.min(n, from + step))
                                            + distances("p", "x")
                                            + "v, i = torch.kthvalue(d, "
                                            + (neighbours + 1)
                                            + ", 1, False)\n"
                                            + "return v")
                            .apply(x);
            all = all == null ? part : Ops.concat(0, all, part);
        }
        return all;
    }

    private static String slice(String x, long from, long to) {
        return "torch.slice(" + x + ", 0, " + from + ", " + to + ", 1)\n";
    }

    /** Source that sets d to the distances of the rows of p and x. */
    private String distances(String p, String x) {
        String d =
                String.format(
                        "a = torch.sum(torch.mul(%1$s, %1$s), [1], True, dtype=None)%n"
                                + "b = torch.sum(torch.mul(%2$s, %2$s), [1], True, dtype=None)%n"
                                + "d = torch.sub(torch.add(a, torch.t(b)),"
                                + " torch.mul(torch.matmul(%1$s, torch.t(%2$s)), 2.))%n"
                                + "d = torch.sqrt(torch.clamp(d, 0.))%n",
                        p, x);
        return half ? d + "d = torch.to(torch.to(d, 5), 7)\n" : d;
    }
}
