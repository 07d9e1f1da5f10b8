// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.engine.weights.StateDict;
import org.restauro.training.TrainingRun;

class EarlyStopTest {
    @TempDir Path folder;

    private static TickRow row(double value) {
        return new TickRow(1, 1, 1, 1, Map.of("v", value));
    }

    @Test
    void ends_a_run_in_the_step_in_which_patience_is_over() throws Exception {
        EarlyStop stop = new EarlyStop("Loss/a", EarlyStop.Better.LOWER, 3);
        try (Steps steps = new Steps()) {
            TrainingLog log = new TrainingLog(folder, 2, List.of(), List.of(stop));
            TrainingRun run = steps.trainer(0).with(stop).with(log).build().run(100);
            // steps report their number: the first tick is the best
            assertThat(run.step()).isEqualTo(8);
            assertThat(run.stopReason())
                    .isEqualTo("Loss/a has not improved in 3 ticks; its best value is 1.500.");
        }
    }

    @Test
    void lines_without_the_value_do_not_count_and_no_number_is_no_improvement() {
        EarlyStop stop = new EarlyStop("v", EarlyStop.Better.HIGHER, 2);
        stop.tick(row(Double.NaN));
        stop.tick(row(1));
        stop.tick(new TickRow(1, 1, 1, 1, Map.of()));
        stop.tick(new TickRow(1, 1, 1, 1, Map.of()));
        stop.tick(row(2));
        stop.tick(row(Double.NaN));
        assertThat(stop.best()).isEqualTo(2);
        assertThat(stop.numbers().get("since").asInt()).isEqualTo(1);
    }

    @Test
    void goes_on_after_a_resume() {
        EarlyStop stop = new EarlyStop("v", EarlyStop.Better.HIGHER, 5);
        EarlyStop fresh = new EarlyStop("v", EarlyStop.Better.HIGHER, 5);
        fresh.restore(new StateDict(), stop.numbers());
        assertThat(fresh.numbers()).isEqualTo(stop.numbers());
        stop.tick(row(3));
        stop.tick(row(2));
        fresh.restore(new StateDict(), stop.numbers());
        assertThat(fresh.best()).isEqualTo(3);
        assertThat(fresh.numbers()).isEqualTo(stop.numbers());
    }

    @Test
    void needs_patience() {
        assertThatThrownBy(() -> new EarlyStop("v", EarlyStop.Better.HIGHER, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("patience of 0 ticks");
    }
}
