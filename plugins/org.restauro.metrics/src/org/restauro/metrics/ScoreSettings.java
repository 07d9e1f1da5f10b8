// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics;

import java.nio.file.Path;
import java.util.Set;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Precision;
import org.restauro.metrics.distribution.PathLength;
import org.restauro.metrics.statistics.CovarianceRule;
import org.restauro.models.inception.InceptionInput;

/**
 * What to compute, and how.
 *
 * @param metrics what
 * @param resize how pictures become Inception's input
 * @param covariance by what FID's covariance is divided
 * @param policy where and how the networks compute; float32 gives the published numbers
 * @param batch pictures that go through Inception at once
 * @param decoders threads that read and decode
 * @param cache folder of kept feature vectors, or null
 * @param statistics implementation of the statistics: {@code torch} or one that is installed
 * @param pathLength which paths of a generator are measured
 */
public record ScoreSettings(
        Set<Metric> metrics,
        InceptionInput resize,
        CovarianceRule covariance,
        ComputePolicy policy,
        int batch,
        int decoders,
        Path cache,
        String statistics,
        PathLength pathLength) {
    private static final int BATCH = 32;

    /** Checks that there is something to do. */
    public ScoreSettings {
        if (metrics.isEmpty()) {
            throw new IllegalArgumentException("No metric was chosen; one or more would be right.");
        }
        metrics = Set.copyOf(metrics);
    }

    /** As NVIDIA's code and MAT compute, in float32, on the best device there is. */
    public static ScoreSettings published(Set<Metric> metrics) {
        return new ScoreSettings(
                metrics,
                InceptionInput.TENSORFLOW,
                CovarianceRule.N,
                ComputePolicy.auto().with(Precision.FLOAT32),
                BATCH,
                Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
                null,
                "torch",
                PathLength.PUBLISHED);
    }

    /** The same on another device. */
    public ScoreSettings with(ComputePolicy other) {
        return new ScoreSettings(
                metrics, resize, covariance, other, batch, decoders, cache, statistics, pathLength);
    }

    /** The same by another definition of FID. */
    public ScoreSettings with(InceptionInput rule, CovarianceRule divisor) {
        return new ScoreSettings(
                metrics, rule, divisor, policy, batch, decoders, cache, statistics, pathLength);
    }

    /** The same with other batches. */
    public ScoreSettings withBatch(int size, int threads) {
        return new ScoreSettings(
                metrics, resize, covariance, policy, size, threads, cache, statistics, pathLength);
    }

    /** The same with a folder of kept feature vectors. */
    public ScoreSettings withCache(Path folder) {
        return new ScoreSettings(
                metrics,
                resize,
                covariance,
                policy,
                batch,
                decoders,
                folder,
                statistics,
                pathLength);
    }

    /** The same with another implementation of the statistics. */
    public ScoreSettings withStatistics(String name) {
        return new ScoreSettings(
                metrics, resize, covariance, policy, batch, decoders, cache, name, pathLength);
    }

    /** The same with other paths of a generator. */
    public ScoreSettings with(PathLength paths) {
        return new ScoreSettings(
                metrics, resize, covariance, policy, batch, decoders, cache, statistics, paths);
    }
}
