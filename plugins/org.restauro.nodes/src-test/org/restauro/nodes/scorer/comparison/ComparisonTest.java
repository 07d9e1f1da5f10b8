// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.scorer.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.restauro.nodes.scorer.comparison.Comparison.Row;
import org.restauro.nodes.scorer.comparison.Comparison.Score;

class ComparisonTest {

    private final Comparison comparison = new Comparison(List.of("a", "b", "c"));

    private static Score score(double value, boolean higher) {
        return new Score(value, "3 and 3", higher, "mean of pairs", "");
    }

    private Row only() {
        assertThat(comparison.rows()).hasSize(1);
        return comparison.rows().get(0);
    }

    @Test
    void the_largest_is_best_where_higher_is_better() {
        comparison.add(0, "PSNR", score(20, true));
        comparison.add(1, "PSNR", score(Double.POSITIVE_INFINITY, true));
        comparison.add(2, "PSNR", score(30, true));
        assertThat(only().best()).containsExactly("b");
    }

    @Test
    void the_smallest_is_best_where_lower_is_better_and_equal_ones_share() {
        comparison.add(0, "L1", score(0.1, false));
        comparison.add(1, "L1", score(0.2, false));
        comparison.add(2, "L1", score(0.1, false));
        assertThat(only().best()).containsExactly("a", "c");
        assertThat(only().higherIsBetter()).isFalse();
    }

    @Test
    void a_model_without_value_does_not_count_and_one_alone_is_not_best() {
        comparison.add(0, "SSIM", score(0.4, true));
        comparison.add(1, "SSIM", new Score(Double.NaN, "", false, "", "no weights"));
        assertThat(only().best()).isEmpty();
        assertThat(only().warnings()).isEqualTo("b: no weights");
        comparison.add(2, "SSIM", score(0.3, true));
        assertThat(only().best()).containsExactly("a");
        assertThat(only().values()).containsExactly(0.4, Double.NaN, 0.3);
    }

    @Test
    void different_definitions_have_no_best() {
        comparison.add(0, "FID", score(10, false));
        comparison.add(1, "FID", new Score(9, "4 and 3", false, "other", ""));
        assertThat(only().best()).isEmpty();
        assertThat(only().definition()).isEqualTo("mean of pairs; other");
        assertThat(only().warnings())
                .contains(Comparison.MESSAGE_DEFINITIONS, Comparison.MESSAGE_COUNTS);
    }
}
