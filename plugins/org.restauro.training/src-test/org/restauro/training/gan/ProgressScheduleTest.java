// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.restauro.training.Golden;

class ProgressScheduleTest {
    @TestFactory
    Stream<DynamicTest> the_published_schedule_is_met_everywhere() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode file : Golden.files("genforce_training.*\\.json")) {
            for (JsonNode c : file.path("lod_schedule")) {
                tests.add(DynamicTest.dynamicTest(c.get("name").asText(), () -> check(c)));
            }
        }
        return tests.stream();
    }

    private static void check(JsonNode c) {
        ProgressSchedule schedule = schedule(c);
        double rate = c.get("base_lr").asDouble();
        Golden.report("| seen images | level of detail | resolution | batch | learning rate |");
        Golden.report("| ---: | ---: | ---: | ---: | ---: |");
        for (JsonNode row : c.get("rows_[seen_img,lod,resolution,batch_per_replica,lr]")) {
            ProgressSchedule.State state = schedule.at(row.get(0).asLong());
            Golden.report(
                    "| %,d | %s = %.9g | %d = %d | %d = %d | %s = %s |",
                    row.get(0).asLong(),
                    row.get(1).asText(),
                    state.lod(),
                    row.get(2).asInt(),
                    state.resolution(),
                    row.get(3).asInt(),
                    state.batch(),
                    row.get(4).asText(),
                    rate * state.rateFactor());
            // the data has nine digits
            assertThat(state.lod()).isCloseTo(row.get(1).asDouble(), within(5e-9));
            assertThat(state.resolution()).isEqualTo(row.get(2).asInt());
            assertThat(state.batch()).isEqualTo(row.get(3).asInt());
            assertThat(rate * state.rateFactor()).isCloseTo(row.get(4).asDouble(), within(1e-12));
        }
        long steps = schedule.totalSteps(c.get("total_img").asLong());
        assertThat(steps).isEqualTo(c.get("total_iters").asLong());
        assertThat(steps).isEqualTo(c.get("simulated_iterations").asLong());
        List<ProgressSchedule.Change> changes = schedule.changes(steps);
        changes(c, changes, rate);
        List<List<Long>> resets =
                changes.stream()
                        .filter(ProgressSchedule.Change::resets)
                        .map(r -> List.of(r.step() + 1, r.images()))
                        .toList();
        List<List<Long>> expected = new ArrayList<>();
        c.get("simulated_optimizer_state_clears_[iter,seen_img]")
                .forEach(r -> expected.add(List.of(r.get(0).asLong(), r.get(1).asLong())));
        assertThat(resets).isEqualTo(expected);
    }

    private static void changes(JsonNode c, List<ProgressSchedule.Change> all, double rate) {
        List<String> expected = new ArrayList<>();
        for (JsonNode row :
                c.get("simulated_run_changes_[iter,seen_img,resolution,batch,base_lr]")) {
            expected.add(
                    String.format(
                            "%d %d %d %d %.6g",
                            row.get(0).asLong(),
                            row.get(1).asLong(),
                            row.get(2).asInt(),
                            row.get(3).asInt(),
                            row.get(4).asDouble()));
        }
        List<String> actual = new ArrayList<>();
        int resolution = 0;
        for (ProgressSchedule.Change change : all) {
            ProgressSchedule.State s = change.state();
            if (s.resolution() != resolution) {
                actual.add(
                        String.format(
                                "%d %d %d %d %.6g",
                                change.step() + 1,
                                change.images(),
                                s.resolution(),
                                s.batch(),
                                rate * s.rateFactor()));
            }
            resolution = s.resolution();
        }
        assertThat(actual).isEqualTo(expected);
    }

    private static ProgressSchedule schedule(JsonNode c) {
        JsonNode config = c.get("config");
        Map<Integer, Integer> batches = new HashMap<>();
        config.path("batch_size_schedule")
                .fields()
                .forEachRemaining(e -> batches.put(resolution(e.getKey()), e.getValue().asInt()));
        Map<Integer, Double> rates = new HashMap<>();
        config.path("lr_schedule")
                .fields()
                .forEachRemaining(e -> rates.put(resolution(e.getKey()), e.getValue().asDouble()));
        return new ProgressSchedule(
                c.get("resolution").asInt(),
                config.path("init_res").asInt(4),
                config.path("minibatch_repeats").asInt(ProgressSchedule.PUBLISHED_REPEATS),
                config.path("lod_training_img").asLong(ProgressSchedule.PUBLISHED_IMAGES),
                config.path("lod_transition_img").asLong(ProgressSchedule.PUBLISHED_IMAGES),
                batches,
                c.get("base_batch").asInt(),
                rates,
                c.get("world_size").asInt());
    }

    private static int resolution(String key) {
        return Integer.parseInt(key.substring("res".length()));
    }

    private static ProgressSchedule plain(int baseBatch, long transition) {
        return new ProgressSchedule(1024, 4, 1, 1000, transition, Map.of(), baseBatch, Map.of(), 1);
    }

    @Test
    void without_tables_the_published_multiples_and_factors_hold() {
        ProgressSchedule schedule = plain(4, 0);
        int[] batches = {64, 32, 16, 8, 4, 4, 4, 4, 4};
        double[] factors = {1, 1, 1, 1, 1, 1.5, 2, 3, 3};
        for (int i = 0; i < batches.length; i++) {
            ProgressSchedule.State state = schedule.at(1000L * i);
            assertThat(state.lod()).isEqualTo(8 - i);
            assertThat(state.resolution()).isEqualTo(4 << i);
            assertThat(state.batch()).isEqualTo(batches[i]);
            assertThat(state.rateFactor()).isEqualTo(factors[i]);
        }
        assertThat(plain(16, 0).batch(4)).isEqualTo(64);
        assertThat(plain(100, 0).batch(256)).isEqualTo(64);
    }

    @Test
    void fades_in_between_two_resolutions_and_ends_at_the_full_one() {
        ProgressSchedule schedule = plain(4, 3000);
        assertThat(schedule.at(1000).lod()).isEqualTo(8);
        assertThat(schedule.at(2500).lod()).isEqualTo(7.5);
        assertThat(schedule.at(2500).resolution()).isEqualTo(8);
        assertThat(schedule.at(4000).lod()).isEqualTo(7);
        assertThat(schedule.at(1_000_000_000L).lod()).isZero();
        assertThat(schedule.at(1_000_000_000L).resolution()).isEqualTo(1024);
    }

    @Test
    void one_size_alone_stays() {
        ProgressSchedule schedule =
                new ProgressSchedule(16, 16, 4, 10, 10, Map.of(), 4, Map.of(), 1);
        assertThat(schedule.changes(100)).hasSize(1);
        assertThat(schedule.at(0).lod()).isZero();
    }

    @Test
    void rejects_what_cannot_be() {
        assertThatThrownBy(() -> new ProgressSchedule(16, 32, 4, 10, 10, Map.of(), 4, Map.of(), 1))
                .hasMessageContaining("initial resolution of 32");
        assertThatThrownBy(() -> new ProgressSchedule(16, 4, 4, 0, 0, Map.of(), 4, Map.of(), 1))
                .hasMessageContaining("images");
        assertThatThrownBy(
                        () -> new ProgressSchedule(16, 4, 4, 10, 10, Map.of(8, 0), 4, Map.of(), 1))
                .hasMessageContaining("batch of 0");
    }
}
