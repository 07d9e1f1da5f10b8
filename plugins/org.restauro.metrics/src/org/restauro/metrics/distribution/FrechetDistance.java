// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.distribution;

import org.restauro.engine.ComputePolicy;
import org.restauro.metrics.features.FeatureSet;
import org.restauro.metrics.statistics.CovarianceRule;
import org.restauro.metrics.statistics.Moments;
import org.restauro.metrics.statistics.MomentsBuilder;
import org.restauro.metrics.statistics.StatisticsBackend;
import org.restauro.metrics.statistics.SymmetricRoots;

/**
 * Fréchet distance of two sets, taken as normal distributions (Heusel et al., <a
 * href="https://arxiv.org/abs/1706.08500">2017</a>): ‖μ₁−μ₂‖² + tr(Σ₁+Σ₂−2(Σ₁Σ₂)^½). Of Inception
 * features this is FID. 0 for equal sets; smaller is better.
 *
 * <p>All in double precision; the root's trace comes from a symmetric matrix, so singular
 * covariances (fewer pictures than dimensions) are no special case.
 */
public final class FrechetDistance {
    private FrechetDistance() {}

    /**
     * The distance from moments.
     *
     * @throws IllegalArgumentException if a set is too small for the rule, or they differ in
     *     dimension
     */
    public static double of(
            Moments first, Moments second, CovarianceRule rule, ComputePolicy policy) {
        int d = first.dimension();
        if (second.dimension() != d) {
            throw new IllegalArgumentException(
                    "Sets of "
                            + d
                            + " and of "
                            + second.dimension()
                            + " dimensions have no Fréchet distance.");
        }
        double[] mean1 = first.mean();
        double[] mean2 = second.mean();
        double sum = first.totalVariance(rule) + second.totalVariance(rule);
        for (int i = 0; i < d; i++) {
            double difference = mean1[i] - mean2[i];
            sum += difference * difference;
        }
        return sum
                - 2
                        * SymmetricRoots.traceOfRootOfProduct(
                                target -> first.writeCovariance(rule, target),
                                target -> second.writeCovariance(rule, target),
                                d,
                                policy);
    }

    /** The distance of two sets. */
    public static double of(
            FeatureSet first, FeatureSet second, CovarianceRule rule, ComputePolicy policy) {
        first.requireSameDimension(second);
        StatisticsBackend torch = StatisticsBackend.torch(policy);
        return of(moments(first, torch), moments(second, torch), rule, policy);
    }

    /** The moments of a set. */
    public static Moments moments(FeatureSet set, StatisticsBackend backend) {
        try (MomentsBuilder builder = backend.moments(set.dimension())) {
            builder.add(set.values(), set.count());
            return builder.moments();
        }
    }
}
