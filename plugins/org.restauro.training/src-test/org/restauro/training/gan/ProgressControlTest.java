// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.restauro.engine.weights.StateDict;
import org.restauro.models.gan.GanFamily;
import org.restauro.training.Controller;
import org.restauro.training.Trainer;
import org.restauro.training.TrainingRun;
import org.restauro.training.optim.RateSchedule;

/** A run that grows from 4 to 8 and 16 pixels. */
class ProgressControlTest {
    private static final int SIDE = 16;

    private static final ProgressSchedule SCHEDULE =
            new ProgressSchedule(
                    SIDE, 4, 2, 8, 16, Map.of(4, 8, 8, 4), 2, Map.of(8, 2.0, 16, 3.0), 1);

    /** Trains, and writes down what held in each step. */
    private static List<String> run(GanTrainingNetworks nets, int steps) throws Exception {
        return run(nets, steps, true);
    }

    private static List<String> run(GanTrainingNetworks nets, int steps, boolean resets)
            throws Exception {
        SmallGans.Data data = new SmallGans.Data(4, 0, 1);
        GanLoss loss =
                new GanLoss(
                        nets.generator(),
                        nets.discriminator(),
                        null,
                        GanLossSettings.published(GanFamily.STYLEGAN));
        RateSchedule plain = RateSchedule.constant();
        ProgressControl control =
                new ProgressControl(SCHEDULE, nets, plain, plain, resets, data::resolution);
        List<String> lines = new ArrayList<>();
        Controller writer =
                new Controller() {
                    @Override
                    public void beforeStep(TrainingRun run) {
                        lines.add(
                                String.format(
                                        Locale.ROOT,
                                        "%d seen: lod %s %s %s, batch %d, rate %.3f, steps %d",
                                        run.images(),
                                        nets.generator().levelOfDetail(),
                                        nets.discriminator().levelOfDetail(),
                                        nets.average().levelOfDetail(),
                                        run.nextBatchSize(),
                                        nets.generatorAdam().rate() * 1000,
                                        nets.generatorAdam().steps()));
                    }
                };
        Trainer.builder(loss.phases(nets.generatorAdam(), nets.discriminatorAdam(), 1), data)
                .policy(SmallGans.POLICY)
                .batch(1, 1)
                .with(control)
                .with(nets.averaging())
                .with(writer)
                .build()
                .run(steps);
        return lines;
    }

    @Test
    void everything_follows_the_schedule() throws Exception {
        try (GanTrainingNetworks nets = SmallGans.networks(GanFamily.STYLEGAN, SIDE, 0)) {
            assertThat(run(nets, 14))
                    .containsExactly(
                            "0 seen: lod 2.0 2.0 2.0, batch 8, rate 2.000, steps 0",
                            "8 seen: lod 2.0 2.0 2.0, batch 8, rate 2.000, steps 1",
                            "16 seen: lod 1.5 1.5 1.5, batch 4, rate 4.000, steps 0",
                            "20 seen: lod 1.5 1.5 1.5, batch 4, rate 4.000, steps 1",
                            "24 seen: lod 1.0 1.0 1.0, batch 4, rate 4.000, steps 0",
                            "28 seen: lod 1.0 1.0 1.0, batch 4, rate 4.000, steps 1",
                            "32 seen: lod 1.0 1.0 1.0, batch 4, rate 4.000, steps 2",
                            "36 seen: lod 1.0 1.0 1.0, batch 4, rate 4.000, steps 3",
                            "40 seen: lod 0.5 0.5 0.5, batch 2, rate 6.000, steps 0",
                            "42 seen: lod 0.5 0.5 0.5, batch 2, rate 6.000, steps 1",
                            "44 seen: lod 0.25 0.25 0.25, batch 2, rate 6.000, steps 2",
                            "46 seen: lod 0.25 0.25 0.25, batch 2, rate 6.000, steps 3",
                            "48 seen: lod 0.0 0.0 0.0, batch 2, rate 6.000, steps 0",
                            "50 seen: lod 0.0 0.0 0.0, batch 2, rate 6.000, steps 1");
        }
    }

    @Test
    void levels_that_are_not_yet_there_do_not_learn() throws Exception {
        try (GanTrainingNetworks nets = SmallGans.networks(GanFamily.STYLEGAN, SIDE, 0)) {
            Map<String, float[]> before = SmallGans.values(nets.discriminator());
            run(nets, 2);
            Map<String, float[]> after = SmallGans.values(nets.discriminator());
            for (String name : List.of("input0", "layer0", "layer1", "input1", "layer2")) {
                assertThat(after.get(name + ".weight")).isEqualTo(before.get(name + ".weight"));
            }
            assertThat(after.get("input2.weight")).isNotEqualTo(before.get("input2.weight"));
        }
    }

    @Test
    void a_new_level_begins_with_steps_of_the_learning_rate_without_resets() throws Exception {
        String name = "input1.weight";
        try (GanTrainingNetworks nets = SmallGans.networks(GanFamily.STYLEGAN, SIDE, 0)) {
            float[] before = SmallGans.values(nets.discriminator()).get(name);
            run(nets, 3, false);
            float[] after = SmallGans.values(nets.discriminator()).get(name);
            double largest = 0;
            for (int i = 0; i < before.length; i++) {
                largest = Math.max(largest, Math.abs(after[i] - before[i]));
            }
            // the rate of 0.002 times that of 8 pixels, and no more in the first step
            assertThat(largest).isCloseTo(0.004, within(1e-5));
            assertThat(nets.discriminatorAdam().steps()).isEqualTo(3);
        }
    }

    @Test
    void goes_on_from_the_last_look_up() {
        try (GanTrainingNetworks nets = SmallGans.networks(GanFamily.STYLEGAN, SIDE, 0)) {
            RateSchedule plain = RateSchedule.constant();
            ProgressControl control =
                    new ProgressControl(SCHEDULE, nets, plain, plain, true, side -> {});
            assertThat(control.numbers()).isEmpty();
            assertThat(control.state().resolution()).isEqualTo(4);
            JsonNode numbers = JsonNodeFactory.instance.objectNode().put("seen", 16);
            control.restore(new StateDict(), numbers);
            assertThat(control.state().lod()).isEqualTo(1.5);
            assertThat(control.numbers().get("seen").asLong()).isEqualTo(16);
            assertThatThrownBy(
                            () ->
                                    control.restore(
                                            new StateDict(),
                                            JsonNodeFactory.instance.objectNode().put("seen", -3)))
                    .hasMessageContaining("-3");
        }
    }
}
