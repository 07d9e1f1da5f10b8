// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchRecordTest {
    private static BenchRecord record(String date, String processor) {
        return new BenchRecord(
                Map.of("date", date, "processor", processor),
                Map.of("score", BenchRecord.Seconds.of(List.of(3.0, 1.0, 2.0, 10.0))));
    }

    @Test
    void a_stored_run_reads_as_it_was(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("run.json");
        BenchRecord run = record("2026-11-22", "fast");
        run.write(file);
        assertThat(BenchRecord.read(file)).isEqualTo(run);
        assertThat(run.cases().get("score")).isEqualTo(new BenchRecord.Seconds(2.5, 1));
    }

    @Test
    void says_that_the_machine_is_another_one_but_not_that_the_day_is() {
        BenchRecord stored = record("2026-11-21", "fast");
        assertThat(record("2026-11-22", "fast").differences(stored)).isEmpty();
        assertThat(record("2026-11-22", "slow").differences(stored))
                .containsExactly("processor: fast then, slow now");
    }

    @Test
    void prints_the_ratio_of_medians() {
        BenchRecord.Seconds now = new BenchRecord.Seconds(3, 2);
        assertThat(BenchRecord.row("score", now, new BenchRecord.Seconds(2, 1)))
                .isEqualTo("| score | 3.000 | 2.000 | 2.000 | 1.50 |");
        assertThat(BenchRecord.row("score", now, null)).isEqualTo("| score | 3.000 | 2.000 | | |");
    }

    @Test
    void refuses_what_is_no_stored_run(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("run.json");
        assertThatThrownBy(() -> BenchRecord.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("There is no file");
        Files.writeString(file, "{\"cases\": {}}");
        assertThatThrownBy(() -> BenchRecord.read(file)).hasMessageContaining("no stored run");
        Files.writeString(file, "# Scoring");
        assertThatThrownBy(() -> BenchRecord.read(file)).hasMessageContaining("no JSON");
    }
}
