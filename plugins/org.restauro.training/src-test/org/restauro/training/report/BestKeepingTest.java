// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.restauro.engine.weights.StateDict;

class BestKeepingTest {
    private final List<Long> kept = new ArrayList<>();

    private BestKeeping lower() {
        return new BestKeeping("Valid/fid", EarlyStop.Better.LOWER, kept::add);
    }

    @Test
    void only_what_is_better_than_ever_before_is_kept() throws Exception {
        BestKeeping best = lower();
        double[] values = {40, 30, Double.NaN, 35, 20, 20};
        for (int i = 0; i < values.length; i++) {
            best.offer("Valid/fid", values[i], i);
            best.offer("Valid/other", -1, i);
        }

        assertThat(kept).containsExactly(0L, 1L, 4L);
        assertThat(best.best()).isEqualTo(20);
    }

    @Test
    void a_value_of_the_log_counts_where_none_is_offered() throws Exception {
        BestKeeping best = new BestKeeping("Loss/x", EarlyStop.Better.HIGHER, kept::add);
        best.tick(new TickRow(1, 8, 1, 1, Map.of("Loss/x", 1.0)));
        best.tick(new TickRow(2, 16, 1, 1, Map.of("Loss/x", 0.5)));
        best.tick(new TickRow(3, 24, 1, 1, Map.of()));
        best.tick(new TickRow(4, 32, 1, 1, Map.of("Loss/x", 2.0)));

        assertThat(kept).containsExactly(8L, 32L);
    }

    @Test
    void a_value_that_is_offered_does_not_count_twice() throws Exception {
        BestKeeping best = lower();
        best.offer("Valid/fid", 30, 8);
        best.tick(new TickRow(2, 16, 1, 1, Map.of("Valid/fid", 10.0)));

        assertThat(kept).containsExactly(8L);
    }

    @Test
    void the_best_survives_a_resume() throws Exception {
        BestKeeping before = lower();
        before.offer("Valid/fid", 30, 8);
        BestKeeping after = lower();
        after.restore(new StateDict(), before.numbers());
        after.offer("Valid/fid", 31, 16);

        assertThat(kept).containsExactly(8L);
    }
}
