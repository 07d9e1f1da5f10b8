// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.restauro.engine.ComputePolicy;
import org.restauro.metrics.features.FeatureSet;
import org.restauro.metrics.statistics.CovarianceRule;

/** Sets at which published code crashes give a number or one message. */
class DegenerateSetsTest {
    private static final ComputePolicy POLICY = ComputePolicy.parse("float32,cpu,threads=1");

    private static FeatureSet set(Random random, int n, int d, double shift) {
        float[] values = new float[n * d];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() + shift);
        }
        return new FeatureSet(n, d, values);
    }

    private static Random random() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("random sets with -Dseed=" + seed);
        return new Random(seed);
    }

    @Test
    void equal_sets_are_at_distance_zero() {
        Random random = random();
        for (int n : new int[] {3, 40}) {
            FeatureSet a = set(random, n, 16, 0);
            assertThat(FrechetDistance.of(a, a, CovarianceRule.N, POLICY))
                    .isCloseTo(0, within(1e-5));
            PrecisionRecall.Value pr = new PrecisionRecall(2, false).of(a, a, POLICY);
            assertThat(pr.precision()).isEqualTo(1);
            assertThat(pr.recall()).isEqualTo(1);
            // of equal sets the unbiased estimate lies below 0
            assertThat(KernelDistance.PUBLISHED.of(a, a, POLICY).mean()).isFinite();
            DiscriminativeScore ids = DiscriminativeScore.of(a, a, POLICY);
            assertThat(ids.paired()).hasValue(0); // nothing is strictly better
            assertThat(ids.unpaired()).isBetween(0.5, 1.0);
        }
    }

    @Test
    void one_picture_gives_numbers_or_says_what_is_missing() {
        Random random = random();
        FeatureSet a = set(random, 1, 8, 0);
        FeatureSet b = set(random, 1, 8, 2);
        assertThat(FrechetDistance.of(a, b, CovarianceRule.N, POLICY)).isPositive().isFinite();
        assertThatThrownBy(() -> FrechetDistance.of(a, b, CovarianceRule.N_MINUS_1, POLICY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 images or more");
        assertThatThrownBy(() -> KernelDistance.PUBLISHED.of(a, b, POLICY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("KID needs 2 pictures or more")
                .hasMessageContaining("1 and 1");
        assertThatThrownBy(() -> PrecisionRecall.PUBLISHED.of(a, b, POLICY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4 pictures or more");
        assertThat(DiscriminativeScore.of(a, b, POLICY).unpaired()).isZero();
        InceptionScore.Value is = InceptionScore.PUBLISHED.of(new float[] {1, 2, 3}, 1, 3);
        assertThat(is.mean()).isCloseTo(1, within(1e-12));
        assertThat(is.splits()).isEqualTo(1);
    }

    @Test
    void sets_of_other_sizes_have_no_pairs() {
        Random random = random();
        DiscriminativeScore ids =
                DiscriminativeScore.of(set(random, 9, 4, 0), set(random, 7, 4, 0), POLICY);
        assertThat(ids.paired()).isEmpty();
        assertThat(ids.unpaired()).isBetween(0.0, 1.0);
        assertThatThrownBy(
                        () ->
                                DiscriminativeScore.of(
                                        set(random, 9, 4, 0), set(random, 9, 5, 0), POLICY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4 and of 5");
        assertThatThrownBy(
                        () ->
                                DiscriminativeScore.of(
                                        set(random, 9, 4, 0), set(random, 0, 4, 0), POLICY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 generated");
    }

    @Test
    void features_that_are_no_numbers_are_refused() {
        assertThatThrownBy(() -> new FeatureSet(2, 2, new float[] {1, 2, Float.NaN, 3}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("index 1")
                .hasMessageContaining("NaN");
    }

    @Test
    void the_machine_reaches_the_optimum_in_both_shapes() {
        Random random = random();
        for (int[] shape : new int[][] {{20, 60}, {200, 12}, {50, 50}}) {
            FeatureSet a = set(random, shape[0], shape[1], 0);
            FeatureSet b = set(random, shape[0], shape[1], 0.3);
            LinearSvm.Solution solution = LinearSvm.separate(a, b, 1, POLICY);
            // where the objective moves by rounding alone, the gap is known to its square root
            assertThat(solution.gap())
                    .as("duality gap of %d × %d", shape[0], shape[1])
                    .isCloseTo(0, within(1e-7 * (1 + solution.objective())));
            assertThat(solution.steps()).isLessThan(50);
        }
    }

    @Test
    void half_precision_moves_borders_only_slightly() {
        Random random = random();
        FeatureSet a = set(random, 60, 8, 0);
        FeatureSet b = set(random, 50, 8, 0.5);
        PrecisionRecall.Value full = PrecisionRecall.PUBLISHED.of(a, b, POLICY);
        PrecisionRecall.Value half = new PrecisionRecall(3, true).of(a, b, POLICY);
        assertThat(half.precision()).isCloseTo(full.precision(), within(0.1));
        assertThat(half.recall()).isCloseTo(full.recall(), within(0.1));
    }
}
