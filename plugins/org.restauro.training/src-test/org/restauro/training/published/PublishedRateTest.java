// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.restauro.training.Golden;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.optim.RateSchedule;

class PublishedRateTest {
    private static final String DEFAULTS =
            """
            lr:
              lr_type: FIXED
              decay_step:
              decay_factor: 0.1
              warmup_type: 'NO'
              warmup_iters: 0
              warmup_factor: 0.1
            """;

    private static RateSchedule schedule(JsonNode config) {
        ObjectNode table = JsonNodeFactory.instance.objectNode();
        table.set("lr", config);
        return PublishedRate.schedule(SettingsTree.defaults(DEFAULTS, "test").over(table), "lr");
    }

    @Test
    void schedules_equal_the_published_ones() {
        int compared = 0;
        for (JsonNode file : Golden.files("genforce_training\\.json")) {
            for (JsonNode golden : file.path("lr_schedulers")) {
                RateSchedule schedule = schedule(golden.get("config"));
                double base = golden.get("base_lr").asDouble();
                for (int i = 0; i < golden.get("iterations").size(); i++) {
                    long step = golden.get("iterations").get(i).asLong();
                    double expected = golden.get("lr").get(i).asDouble();
                    assertThat(base * schedule.factor(step))
                            .as("%s, step %d", golden.get("config"), step)
                            .isCloseTo(expected, within(expected * 1e-7));
                    compared++;
                }
            }
        }
        assertThat(compared).isPositive();
    }

    @Test
    void names_are_read_in_any_case_and_lists_with_commas() {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        RateSchedule schedule =
                schedule(config.put("lr_type", "ExpSTEP").put("decay_step", "10, 20, 20"));

        assertThat(schedule.factor(15)).isCloseTo(0.1, within(1e-12));
        assertThat(schedule.factor(25)).isCloseTo(0.01, within(1e-12));
    }

    @Test
    void a_missing_period_is_told() {
        ObjectNode config = JsonNodeFactory.instance.objectNode().put("lr_type", "STEP");
        assertThatThrownBy(() -> schedule(config))
                .hasMessageContaining("lr.decay_step")
                .hasMessageContaining("a number of steps, or a list of steps");
    }
}
