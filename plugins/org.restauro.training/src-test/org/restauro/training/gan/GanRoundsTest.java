// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.restauro.engine.ops.Ops;
import org.restauro.models.gan.GanFamily;
import org.restauro.models.gan.StyledGenerator;
import org.restauro.training.Golden;
import org.restauro.training.PhaseStep;
import org.restauro.training.Trainer;
import org.restauro.training.TrainingBatch;

/** Rounds, repeatability and one step of every family, with all that each can have. */
@Tag("slow")
class GanRoundsTest {
    @ParameterizedTest
    @CsvSource({
        "PGGAN, 0, 1",
        "PGGAN, 3, 4",
        "PGGAN, 0, 4",
        "STYLEGAN, 3, 1",
        "STYLEGAN, 0, 4",
        "STYLEGAN2, 0, 1",
        "STYLEGAN2, 3, 1",
        "STYLEGAN2_ADA, 0, 1",
        "STYLEGAN2_ADA, 0, 4"
    })
    void a_step_moves_both_networks_and_frees_its_memory(GanFamily family, int labels, int interval)
            throws Exception {
        GanLossTest.checkStep(family, labels, interval);
    }

    @ParameterizedTest
    @EnumSource(GanFamily.class)
    void rounds_have_the_gradients_of_the_large_batch(GanFamily family) {
        TrainingBatch batch = SmallGans.batch(8, GanLossTest.SIDE, 3, 11);
        for (String name : List.of("Gmain", "Dmain", "Dreg")) {
            Map<String, float[]> large = new HashMap<>();
            Map<String, float[]> small = new HashMap<>();
            double norm = gradients(family, name, batch, 8, large);
            assertThat(gradients(family, name, batch, 2, small))
                    .isCloseTo(norm, within(1e-4 * norm));
            assertThat(small.keySet()).isEqualTo(large.keySet());
            large.forEach(
                    (parameter, expected) -> {
                        float[] actual = small.get(parameter);
                        // below a hundredth of all gradients, rounding noise shows
                        double size = Math.max(Golden.norm(expected), 1e-2 * norm);
                        double difference = 0;
                        for (int i = 0; i < actual.length; i++) {
                            difference += Math.pow(actual[i] - expected[i], 2);
                        }
                        assertThat(Math.sqrt(difference) / size)
                                .as(family + " " + name + " " + parameter)
                                .isLessThan(3e-4);
                    });
        }
    }

    private static double gradients(
            GanFamily family,
            String phase,
            TrainingBatch batch,
            int together,
            Map<String, float[]> into) {
        try (GanTrainingNetworks nets = SmallGans.networks(family, GanLossTest.SIDE, 3);
                PhaseStep step =
                        GanLossTest.compute(
                                GanLossTest.phases(nets, SmallGans.loss(family, 2), 1).stream()
                                        .filter(p -> p.name().equals(phase))
                                        .findFirst()
                                        .orElseThrow(),
                                batch,
                                together)) {
            step.gradients().byName().forEach((name, g) -> into.put(name, Ops.floats(g)));
            if (nets.generator() instanceof StyledGenerator) {
                into.put("w_avg", SmallGans.values(nets.generator()).get("truncation.w_avg"));
            }
            return step.gradientNorm();
        }
    }

    @ParameterizedTest
    @EnumSource(GanFamily.class)
    void equal_seeds_train_to_equal_bytes(GanFamily family) throws Exception {
        assertThat(trained(family, 4)).usingRecursiveComparison().isEqualTo(trained(family, 4));
    }

    private static Map<String, float[]> trained(GanFamily family, int steps) throws Exception {
        try (GanTrainingNetworks nets = SmallGans.networks(family, GanLossTest.SIDE, 3)) {
            Trainer.builder(
                            GanLossTest.phases(nets, SmallGans.loss(family, 2), 1),
                            new SmallGans.Data(GanLossTest.SIDE, 3, 1))
                    .policy(SmallGans.POLICY)
                    .batch(4, 2)
                    .with(nets.averaging())
                    .build()
                    .run(steps);
            return SmallGans.values(nets.average());
        }
    }
}
