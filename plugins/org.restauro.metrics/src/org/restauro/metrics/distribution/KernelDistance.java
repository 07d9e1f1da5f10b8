// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.distribution;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.Locale;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.images.random.RandomState;
import org.restauro.metrics.features.FeatureSet;

/**
 * Kernel inception distance (Bińkowski et al., <a
 * href="https://arxiv.org/abs/1801.01401">2018</a>): the unbiased squared maximum mean discrepancy
 * with a polynomial kernel, averaged over random subsets. May be slightly negative for sets that
 * are alike; smaller is better.
 *
 * <p>The subsets are those of torch-fidelity: NumPy's RandomState, the first set drawn first.
 *
 * @param degree of the kernel (γ·x·y + c)^degree
 * @param gamma γ; 0 stands for 1/dimension
 * @param offset c
 * @param subsets how many subsets
 * @param subsetSize pictures in a subset; 0 stands for the smaller of 1,000 and both sets' sizes
 * @param seed of the drawing, 0 to 2³²−1
 */
public record KernelDistance(
        int degree, double gamma, double offset, int subsets, int subsetSize, long seed) {
    /** As published: degree 3, γ = 1/dimension, c = 1, 100 subsets, seed 2020. */
    public static final KernelDistance PUBLISHED = new KernelDistance(3, 0, 1, 100, 0, 2020);

    private static final int LARGEST_SUBSET = 1000;

    /** Kernels of all pairs are computed once for sets up to this size: 3 × 128 MiB. */
    private static final int KEPT = 4096;

    /** Checks the numbers. */
    public KernelDistance {
        if (degree < 1 || subsets < 1 || subsetSize < 0 || subsetSize == 1) {
            throw new IllegalArgumentException(
                    String.format(
                            "A kernel distance of degree %d over %d subsets of %d pictures cannot"
                                + " be computed; degree and subsets of 1 or more and subsets of 2"
                                + " pictures or more (0: automatic) would be right.",
                            degree, subsets, subsetSize));
        }
    }

    /**
     * What was found.
     *
     * @param mean over the subsets
     * @param deviation over the subsets, of the population
     * @param subsetSize pictures in a subset
     */
    public record Value(double mean, double deviation, int subsetSize) {}

    /** The same with other subsets. */
    public KernelDistance withSubsets(int count, int size) {
        return new KernelDistance(degree, gamma, offset, count, size, seed);
    }

    /**
     * The distance of two sets.
     *
     * @throws IllegalArgumentException if a set has fewer pictures than a subset
     */
    public Value of(FeatureSet first, FeatureSet second, ComputePolicy policy) {
        first.requireSameDimension(second);
        int least = Math.min(first.count(), second.count());
        int size = subsetSize == 0 ? Math.min(least, LARGEST_SUBSET) : subsetSize;
        if (least < Math.max(2, size)) {
            throw new IllegalArgumentException(
                    String.format(
                            "KID needs %d pictures or more in each set; there are %d and %d.",
                            Math.max(2, size), first.count(), second.count()));
        }
        double g = gamma == 0 ? 1.0 / first.dimension() : gamma;
        RandomState random = new RandomState(seed);
        double[] values = new double[subsets];
        try (Pass pass = Pass.inference(policy, Noise.seeded(0))) {
            Kernels kernels = new Kernels(pass, first, second, kernel(g));
            for (int s = 0; s < subsets; s++) {
                int[] x = Arrays.copyOf(random.permutation(first.count()), size);
                int[] y = Arrays.copyOf(random.permutation(second.count()), size);
                values[s] = kernels.discrepancy(x, y);
            }
        }
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance =
                Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        return new Value(mean, Math.sqrt(variance), size);
    }

    private ScriptFunction kernel(double g) {
        return ScriptFunction.of(
                "x: Tensor, y: Tensor",
                "Tensor",
                String.format(
                        Locale.ROOT,
                        "return torch.pow(torch.add(torch.mul(torch.matmul(x, torch.t(y)), %s),"
                                + " %s), %d)",
                        Ops.number(g),
                        Ops.number(offset),
                        degree));
    }

    /** Kernels of pairs of pictures: of all pairs at once, or of each subset anew. */
    private static final class Kernels {
        private static final ScriptFunction SUMS =
                ScriptFunction.of(
                        "a: Tensor, b: Tensor, c: Tensor",
                        "Tensor",
                        "return torch.stack([torch.sum(a), torch.trace(a), torch.sum(b),"
                                + " torch.trace(b), torch.sum(c)])");

        private final ScriptFunction kernel;
        private final NDArray x;
        private final NDArray y;
        private final boolean kept;
        private final NDArray xx;
        private final NDArray yy;
        private final NDArray xy;

        Kernels(Pass pass, FeatureSet first, FeatureSet second, ScriptFunction kernel) {
            this.kernel = kernel;
            x = Matrices.of(pass, first);
            y = Matrices.of(pass, second);
            kept = Math.max(first.count(), second.count()) <= KEPT;
            xx = kept ? kernel.apply(x, x) : null;
            yy = kept ? kernel.apply(y, y) : null;
            xy = kept ? kernel.apply(x, y) : null;
        }

        double discrepancy(int[] rows, int[] columns) {
            double m = rows.length;
            try (NDArray a = kept ? Matrices.rows(xx, rows) : Matrices.rows(x, rows);
                    NDArray b = kept ? Matrices.rows(yy, columns) : Matrices.rows(y, columns);
                    NDArray c = kept ? Matrices.rows(xy, rows) : null;
                    NDArray kxx = kept ? Matrices.selected(a, 1, rows) : kernel.apply(a, a);
                    NDArray kyy = kept ? Matrices.selected(b, 1, columns) : kernel.apply(b, b);
                    NDArray kxy = kept ? Matrices.selected(c, 1, columns) : kernel.apply(a, b);
                    NDArray sums = SUMS.apply(kxx, kyy, kxy)) {
                double[] s = sums.toDoubleArray();
                return (s[0] - s[1] + s[2] - s[3]) / (m * (m - 1)) - 2 * s[4] / (m * m);
            }
        }
    }
}
