// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.distribution;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.restauro.engine.ComputePolicy;
import org.restauro.metrics.features.FeatureSet;

/**
 * Paired and unpaired inception discriminative score (Zhao et al., <a
 * href="https://arxiv.org/abs/2103.10428">2021</a>), as MAT's code computes them: how badly a
 * linear support vector machine tells generated pictures from real ones. Larger is better.
 *
 * @param unpaired U-IDS: share of pictures on the wrong side, 0.5 at best
 * @param paired P-IDS: share of pairs whose generated picture looks more real than the real one;
 *     empty if the sets have different sizes
 * @param weights of the machine, without the intercept
 * @param intercept the weight of the constant
 * @param objective minimum of the machine's problem
 * @param gap bound of the distance to the true minimum
 */
public record DiscriminativeScore(
        double unpaired,
        OptionalDouble paired,
        double[] weights,
        double intercept,
        double objective,
        double gap) {
    private static final double C = 1;

    /**
     * The scores of two sets, whose pictures of one index are a pair.
     *
     * @throws IllegalArgumentException if a set is empty
     */
    public static DiscriminativeScore of(
            FeatureSet real, FeatureSet generated, ComputePolicy policy) {
        real.requireSameDimension(generated);
        int r = real.count();
        int g = generated.count();
        if (r == 0 || g == 0) {
            throw new IllegalArgumentException(
                    String.format(
                            "P-IDS and U-IDS need pictures in both sets; there are %d real and %d"
                                    + " generated ones.",
                            r, g));
        }
        LinearSvm.Solution solution = LinearSvm.separate(real, generated, C, policy);
        double[] f = solution.decisions();
        int wrong = 0;
        for (int i = 0; i < f.length; i++) {
            if (f[i] > 0 != i < r) {
                wrong++;
            }
        }
        OptionalDouble paired = OptionalDouble.empty();
        if (r == g) {
            int better = 0;
            for (int i = 0; i < r; i++) {
                better += f[r + i] > f[i] ? 1 : 0;
            }
            paired = OptionalDouble.of((double) better / r);
        }
        double[] w = solution.weights();
        return new DiscriminativeScore(
                (double) wrong / (r + g),
                paired,
                Arrays.copyOf(w, w.length - 1),
                w[w.length - 1],
                solution.objective(),
                solution.gap());
    }
}
