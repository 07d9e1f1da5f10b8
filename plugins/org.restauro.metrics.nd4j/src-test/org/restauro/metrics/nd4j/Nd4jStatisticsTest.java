// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.restauro.engine.ComputePolicy;
import org.restauro.metrics.distribution.FrechetDistance;
import org.restauro.metrics.features.FeatureSet;
import org.restauro.metrics.statistics.Moments;
import org.restauro.metrics.statistics.StatisticsBackend;

/** ND4J and PyTorch give the same statistics. */
class Nd4jStatisticsTest {
    private static final StatisticsBackend TORCH =
            StatisticsBackend.torch(ComputePolicy.parse("float32,cpu,threads=1"));
    private static final StatisticsBackend ND4J = new Nd4jStatistics();

    private static FeatureSet set(Random random, int n, int d, double shift) {
        float[] values = new float[n * d];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * (1 + i % d % 5) + shift);
        }
        return new FeatureSet(n, d, values);
    }

    private static Random random() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("random sets with -Dseed=" + seed);
        return new Random(seed);
    }

    @Test
    void is_found_where_its_jars_are() {
        assertThat(StatisticsBackend.installed())
                .extracting(StatisticsBackend::name)
                .contains("nd4j");
        assertThat(StatisticsBackend.named("nd4j", ComputePolicy.REFERENCE).name())
                .isEqualTo("nd4j");
    }

    @Test
    void moments_equal_those_of_pytorch() {
        Random random = random();
        for (int[] shape : new int[][] {{50, 12}, {7, 20}, {1, 3}}) {
            FeatureSet a = set(random, shape[0], shape[1], 0);
            Moments first = FrechetDistance.moments(a, ND4J);
            Moments second = FrechetDistance.moments(a, TORCH);
            assertThat(largestDifference(first.sum(), second.sum())).isLessThan(1e-10);
            assertThat(largestDifference(first.products(), second.products())).isLessThan(1e-9);
        }
    }

    @Test
    @Tag("slow")
    void full_size_agrees_and_its_time_is_said() {
        Random random = random();
        FeatureSet a = set(random, 2500, 2048, 0);
        Moments[] moments = new Moments[2];
        StatisticsBackend[] backends = {TORCH, ND4J};
        for (int i = 0; i < 2; i++) {
            long start = System.nanoTime();
            moments[i] = FrechetDistance.moments(a, backends[i]);
            System.out.printf(
                    "%s: moments of 2500 x 2048 in %.2f s%n",
                    backends[i].name(), (System.nanoTime() - start) / 1e9);
        }
        assertThat(largestDifference(moments[1].products(), moments[0].products())).isLessThan(1e-6);
        assertThat(largestDifference(moments[1].sum(), moments[0].sum())).isLessThan(1e-8);
    }

    /** AssertJ's comparison of arrays takes minutes for millions of values. */
    private static double largestDifference(double[] one, double[] other) {
        assertThat(one).hasSameSizeAs(other);
        double largest = 0;
        for (int i = 0; i < one.length; i++) {
            largest = Math.max(largest, Math.abs(one[i] - other[i])); // NaN stays
        }
        return largest;
    }
}
