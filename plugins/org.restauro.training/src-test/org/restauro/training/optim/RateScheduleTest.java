// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.restauro.training.Golden;
import org.restauro.training.optim.RateSchedule.WarmUp;

class RateScheduleTest {
    @TestFactory
    Stream<DynamicTest> published_schedules_are_met() {
        return Golden.files("genforce_training.*\\.json").stream()
                .flatMap(g -> StreamSupport.stream(g.get("lr_schedulers").spliterator(), false))
                .map(c -> DynamicTest.dynamicTest(c.get("config").toString(), () -> compare(c)));
    }

    private static void compare(JsonNode golden) {
        RateSchedule schedule = schedule(golden.get("config"));
        double base = golden.get("base_lr").asDouble();
        for (int i = 0; i < golden.get("iterations").size(); i++) {
            long step = golden.get("iterations").get(i).asLong();
            double expected = golden.get("lr").get(i).asDouble();
            assertThat(base * schedule.factor(step))
                    .as("step %d", step)
                    .isCloseTo(expected, within(expected * 1e-7));
        }
    }

    private static RateSchedule schedule(JsonNode c) {
        JsonNode at = c.path("decay_step");
        List<Long> steps = new ArrayList<>();
        at.forEach(s -> steps.add(s.asLong()));
        double factor = c.path("decay_factor").asDouble(0.1);
        String type = c.get("lr_type").asText();
        RateSchedule decay;
        if (type.equals("FIXED")) {
            decay = RateSchedule.constant();
        } else if (at.isArray()) {
            decay = RateSchedule.steps(steps, factor);
        } else {
            decay =
                    type.equals("STEP")
                            ? RateSchedule.steps(at.asLong(), factor)
                            : RateSchedule.exponential(at.asLong(), factor);
        }
        long warmUp = c.path("warmup_iters").asLong(0);
        double first = c.path("warmup_factor").asDouble(0.1);
        return switch (c.path("warmup_type").asText("NO")) {
            case "CONST" -> decay.warmedUp(WarmUp.CONSTANT, warmUp, first);
            case "LINEAR" -> decay.warmedUp(WarmUp.LINEAR, warmUp, first);
            case "EXP" -> decay.warmedUp(WarmUp.EXPONENTIAL, warmUp, first);
            // published: without a warm-up the decay still waits for its end
            default -> decay.warmedUp(WarmUp.CONSTANT, warmUp, 1);
        };
    }

    @Test
    void a_cosine_restarts_with_longer_periods() {
        RateSchedule schedule = RateSchedule.cosine(100, 2, 0.1);

        assertThat(schedule.factor(0)).isEqualTo(1);
        assertThat(schedule.factor(50)).isCloseTo(0.55, within(1e-12));
        assertThat(schedule.factor(99)).isCloseTo(0.1, within(1e-3));
        assertThat(schedule.factor(100)).isEqualTo(1);
        assertThat(schedule.factor(200)).isCloseTo(0.55, within(1e-12));
        assertThat(schedule.factor(300)).isEqualTo(1);
    }
}
