// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    @Test
    void says_what_matters_in_one_line() {
        List<String> lines = new ArrayList<>();
        ProgressLine progress = new ProgressLine(new Budget(400_000, 0), lines::add);
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("Loss/G/loss", 0.81234);
        values.put("Loss/D/loss", 1.20391);
        values.put("Skipped", 2.0);
        values.put("Valid/psnr_hole", 21.354);
        progress.tick(new TickRow(6250, 100_000, 700, 150, values));
        progress.tick(new TickRow(25000, 400_000, 2700, 150, Map.of()));

        assertThat(lines)
                .containsExactly(
                        "  100.0 kimg ·  25 % · G 0.8123 · D 1.204 · PSNR in holes 21.35 dB"
                                + " · 2 skipped · 150 img/s · 33 min left",
                        "  400.0 kimg · 100 % · 150 img/s · 0 s left");
    }

    @Test
    void the_first_limit_counts_and_none_leaves_the_end_open() {
        TickRow row = new TickRow(10, 1000, 60, 10, Map.of());
        assertThat(new Budget(10_000, 120).share(row)).isEqualTo(0.5);
        assertThat(new Budget(10_000, 120).secondsLeft(row, 10)).isEqualTo(60);
        assertThat(new Budget(2_000, 600).secondsLeft(row, 10)).isEqualTo(100);
        assertThat(new Budget(0, 0).share(row)).isNaN();
        assertThat(new Budget(0, 0).secondsLeft(row, 10)).isNaN();
        List<String> lines = new ArrayList<>();
        new ProgressLine(new Budget(0, 0), lines::add).tick(row);
        assertThat(lines).containsExactly("    1.0 kimg · 10.00 img/s");
        assertThatThrownBy(() -> new Budget(-1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1 images");
    }

    @Test
    void durations_and_numbers_are_short() {
        assertThat(List.of(0.4, 59.4, 3599.0, 3900.0, 100_000.0))
                .extracting(Spoken::duration)
                .containsExactly("0 s", "59 s", "59 min", "1 h 05 min", "1 d 3 h");
        assertThat(Spoken.duration(Double.NaN)).isEqualTo("unknown");
        assertThat(List.of(0.0, 0.00012, -0.5, 1.23456, 21.354, 1234.5, 2e7))
                .extracting(Spoken::number)
                .containsExactly("0", "1.20e-04", "-0.5000", "1.235", "21.35", "1235", "2.00e+07");
        assertThat(Spoken.number(Double.POSITIVE_INFINITY)).isEqualTo("Infinity");
    }
}
