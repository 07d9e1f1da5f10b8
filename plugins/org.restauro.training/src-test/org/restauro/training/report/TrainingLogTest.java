// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.training.Controller;
import org.restauro.training.TrainingRun;

class TrainingLogTest {
    @TempDir Path folder;

    private TrainingLog log(Steps steps, long every, TickListener... listeners) {
        return new TrainingLog(
                folder,
                every,
                List.of(ValueSource.of("Rate/G", () -> 0.25)),
                List.of(listeners),
                steps::clock);
    }

    @Test
    void averages_each_term_over_the_steps_it_occurred_in() throws Exception {
        try (Steps steps = new Steps()) {
            TrainingLog log = log(steps, 6);
            steps.trainer(0).with(log).build().run(14);

            assertThat(log.rows()).extracting(TickRow::step).containsExactly(6L, 12L, 14L);
            TickRow first = log.rows().get(0);
            assertThat(first.images()).isEqualTo(12);
            assertThat(first.seconds()).isEqualTo(3);
            assertThat(first.imagesPerSecond()).isCloseTo(4, within(1e-9));
            assertThat(first.values().keySet())
                    .containsExactly(
                            "Loss/a", "Loss/lazy", "Grad/Gmain", "Grad/Dreg", "Skipped", "Rate/G");
            assertThat(first.value("Loss/a")).isEqualTo(3.5);
            assertThat(first.value("Loss/lazy")).isEqualTo(3); // steps 1 and 5
            assertThat(first.value("Grad/Gmain")).isCloseTo(3.5, within(1e-5));
            assertThat(first.value("Grad/Dreg")).isCloseTo(4 * 3, within(1e-5)); // four times
            assertThat(first.value("Rate/G")).isEqualTo(0.25);
            assertThat(log.rows().get(1).value("Loss/lazy")).isEqualTo(9);
            // the end writes what is left; no lazy step was in it
            assertThat(log.rows().get(2).value("Loss/a")).isEqualTo(13.5);
            assertThat(log.rows().get(2).values()).containsKey("Loss/lazy");
            assertThat(TrainingLog.read(folder)).isEqualTo(log.rows());
            assertThat(log.seconds()).isEqualTo(7);
        }
    }

    @Test
    void a_resumed_log_goes_on_as_if_it_had_never_been_cut() throws Exception {
        List<TickRow> whole;
        try (Steps steps = new Steps()) {
            TrainingLog log = log(steps, 4);
            steps.trainer(0).with(log).build().run(16);
            whole = List.copyOf(log.rows());
        }
        Files.delete(folder.resolve(TrainingLog.FILE));
        try (Steps steps = new Steps()) {
            steps.trainer(0).with(log(steps, 4)).build().run(12);
        }
        Files.writeString(
                folder.resolve(TrainingLog.FILE),
                "{\"step\": 16, \"ima",
                StandardOpenOption.APPEND);
        assertThat(TrainingLog.read(folder)).isEqualTo(whole.subList(0, 3));

        List<TickRow> before = new ArrayList<>();
        TickListener listener =
                new TickListener() {
                    @Override
                    public void begin(List<TickRow> rows) {
                        before.addAll(rows);
                    }

                    @Override
                    public void tick(TickRow row) {}
                };
        try (Steps steps = new Steps()) {
            TrainingLog log = log(steps, 4, listener); // from a checkpoint of step 8
            steps.trainer(8).with(log).build().run(16);
            assertThat(before).isEqualTo(whole.subList(0, 2));
            assertThat(log.rows()).isEqualTo(whole);
            assertThat(TrainingLog.read(folder)).isEqualTo(whole);
        }
    }

    @Test
    void a_new_run_begins_a_new_log() throws Exception {
        for (int i = 0; i < 2; i++) {
            try (Steps steps = new Steps()) {
                steps.trainer(0).with(log(steps, 1)).build().run(2);
            }
        }
        assertThat(TrainingLog.read(folder)).hasSize(2);
    }

    @Test
    void what_is_no_number_is_counted_and_does_not_spoil_a_mean() throws Exception {
        try (Steps steps = new Steps().breakingIn(3)) {
            TrainingLog log = log(steps, 4);
            steps.trainer(0).with(log).build().run(4);
            TickRow row = log.rows().get(0);
            assertThat(row.value("Skipped")).isEqualTo(1);
            assertThat(row.value("Loss/a")).isCloseTo(7 / 3.0, within(1e-9));
        }
    }

    @Test
    void numbers_that_json_cannot_say_survive() throws Exception {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("z", Double.NaN);
        values.put("a", Double.NEGATIVE_INFINITY);
        values.put("Loss/ü \"quoted\"", 1e-300);
        TickRow row = new TickRow(3, 7, 0.1, Double.POSITIVE_INFINITY, values);
        LogFile.write(folder.resolve("log.jsonl"), List.of(row, row));

        assertThat(Files.readAllLines(folder.resolve("log.jsonl")))
                .hasSize(2)
                .first()
                .asString()
                .contains("\"z\":\"NaN\"", "\"a\":\"-Infinity\"");
        assertThat(TrainingLog.read(folder)).containsExactly(row, row);
        assertThat(TrainingLog.read(folder).get(0).values().keySet())
                .containsExactlyElementsOf(values.keySet());
    }

    @Test
    void names_a_broken_line() throws Exception {
        Files.writeString(folder.resolve("log.jsonl"), "{\"step\": 1}\n{}\n");
        assertThatThrownBy(() -> TrainingLog.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 1 is no line of a training log");
    }

    @Test
    void listeners_hear_each_line_after_it_was_written_and_why_the_run_ended() throws Exception {
        List<String> heard = new ArrayList<>();
        TickListener listener =
                new TickListener() {
                    @Override
                    public void tick(TickRow row) throws IOException {
                        heard.add(row.step() + " of " + TrainingLog.read(folder).size());
                    }

                    @Override
                    public void ended(String reason) {
                        heard.add("ended: " + reason);
                    }
                };
        Controller stop =
                new Controller() {
                    @Override
                    public void afterStep(TrainingRun run) {
                        if (run.step() == 5) {
                            run.stop("enough");
                        }
                    }
                };
        try (Steps steps = new Steps()) {
            steps.trainer(0).with(log(steps, 2, listener)).with(stop).build().run(100);
        }
        assertThat(heard).containsExactly("2 of 1", "4 of 2", "5 of 3", "ended: enough");
    }

    @Test
    void refuses_an_interval_that_makes_no_sense() {
        assertThatThrownBy(() -> new TrainingLog(folder, 0, List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("every 0 steps");
    }
}
