// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.restauro.engine.Torch;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.models.gan.GanFamily;
import org.restauro.models.gan.Sampling;
import org.restauro.models.gan.Truncation;
import org.restauro.training.Phase;
import org.restauro.training.PhaseStep;
import org.restauro.training.StepNoise;
import org.restauro.training.Trainer;
import org.restauro.training.TrainingBatch;
import org.restauro.training.TrainingRun;
import org.restauro.training.augment.AugmentPipe;
import org.restauro.training.augment.AugmentSettings;
import org.restauro.training.augment.Augmentation;

/** Losses of tiny GANs of all families. */
class GanLossTest {
    static final int SIDE = 8;

    static List<Phase> phases(GanTrainingNetworks nets, GanLossSettings settings, int repeats) {
        GanLoss loss = new GanLoss(nets.generator(), nets.discriminator(), null, settings);
        return loss.phases(nets.generatorAdam(), nets.discriminatorAdam(), repeats);
    }

    static PhaseStep compute(Phase phase, TrainingBatch batch, int together) {
        return PhaseStep.compute(phase, 3, batch, together, SmallGans.POLICY, StepNoise.seeded(5));
    }

    @ParameterizedTest
    @CsvSource({"PGGAN, 3, 1", "STYLEGAN, 0, 1", "STYLEGAN2, 0, 4", "STYLEGAN2_ADA, 3, 4"})
    void a_step_moves_both_networks_and_frees_its_memory(GanFamily family, int labels, int interval)
            throws Exception {
        checkStep(family, labels, interval);
    }

    /** Trains a step, then two more. */
    static void checkStep(GanFamily family, int labels, int interval) throws Exception {
        try (GanTrainingNetworks nets = SmallGans.networks(family, SIDE, labels)) {
            Map<String, float[]> g = SmallGans.values(nets.generator());
            Map<String, float[]> d = SmallGans.values(nets.discriminator());
            GanLossSettings settings = SmallGans.loss(family, interval);
            Trainer trainer =
                    Trainer.builder(phases(nets, settings, 1), new SmallGans.Data(SIDE, labels, 1))
                            .policy(SmallGans.POLICY)
                            .batch(4, 4)
                            .with(nets.averaging())
                            .build();
            TrainingRun run = trainer.run(1);
            assertThat(run.skipped()).isZero();
            assertThat(run.terms().names())
                    .contains(
                            "Loss/G/loss",
                            "Loss/D/loss",
                            "Loss/scores/real",
                            "Loss/scores/fake",
                            "Loss/signs/real",
                            "Loss/signs/fake",
                            "Loss/r1_penalty",
                            "Loss/r2_penalty");
            run.terms().means().forEach((name, v) -> assertThat(v).as(name).isFinite());
            assertThat(run.terms().names().contains("Loss/pl_penalty"))
                    .isEqualTo(family != GanFamily.PGGAN);
            assertThat(run.terms().names().contains("Loss/class/real"))
                    .isEqualTo(family == GanFamily.PGGAN && labels > 0);
            assertThat(moved(g, SmallGans.values(nets.generator()))).isGreaterThan(0.8);
            assertThat(moved(d, SmallGans.values(nets.discriminator()))).isGreaterThan(0.8);
            long live = Torch.liveArrays();
            trainer.run(3);
            assertThat(Torch.liveArrays()).isEqualTo(live);
        }
    }

    /** Share of the tensors that changed, without constant ones; growing ones do not use all. */
    private static double moved(Map<String, float[]> before, Map<String, float[]> after) {
        int all = 0;
        int changed = 0;
        for (String name : before.keySet()) {
            if (!name.matches(".*(kernel|lod|noise)")) {
                all++;
                changed += Arrays.equals(before.get(name), after.get(name)) ? 0 : 1;
            }
        }
        return changed / (double) all;
    }

    @Test
    void phases_stand_and_run_as_published() {
        try (GanTrainingNetworks nets = SmallGans.networks(GanFamily.STYLEGAN2_ADA, SIDE, 0)) {
            List<Phase> ada = phases(nets, GanLossSettings.published(GanFamily.STYLEGAN2_ADA), 1);
            assertThat(ada)
                    .extracting(Phase::name)
                    .containsExactly("Gmain", "Greg", "Dmain", "Dreg");
            assertThat(ada).extracting(Phase::interval).containsExactly(1, 4, 1, 16);
            assertThat(ada).extracting(Phase::gain).containsExactly(1.0, 4.0, 1.0, 16.0);
            assertThat(ada).extracting(Phase::shrink).containsExactly(1, 2, 1, 1);
            List<Phase> genforce = phases(nets, GanLossSettings.published(GanFamily.STYLEGAN2), 3);
            assertThat(genforce).extracting(Phase::name).containsExactly("Dmain", "Gmain");
            assertThat(genforce.get(1).runsIn(0)).isFalse();
            assertThat(genforce.get(1).runsIn(1)).isFalse();
            assertThat(genforce.get(1).runsIn(2)).isTrue();
            assertThat(genforce.get(1).runsIn(5)).isTrue();
            assertThat(genforce.get(0).runsIn(1)).isTrue();
        }
    }

    @Test
    void augmentation_changes_what_is_judged_of_both_sides() {
        GanLossSettings settings =
                GanLossSettings.published(GanFamily.STYLEGAN2_ADA)
                        .with(new Sampling(Truncation.NONE, LayerNoise.CONST, 0, 1));
        double[] probability = {0};
        try (GanTrainingNetworks nets = SmallGans.networks(GanFamily.STYLEGAN2_ADA, SIDE, 0)) {
            Augmentation augmentation =
                    new Augmentation(
                            new AugmentPipe(AugmentSettings.set("bgc")), () -> probability[0]);
            GanLoss plain = new GanLoss(nets.generator(), nets.discriminator(), null, settings);
            GanLoss changed =
                    new GanLoss(nets.generator(), nets.discriminator(), augmentation, settings);
            TrainingBatch batch = SmallGans.batch(4, SIDE, 0, 2);
            for (int i = 0; i < 4; i++) {
                String term = i == 2 || i == 3 ? "Loss/scores/real" : "Loss/scores/fake";
                float[] without = scores(nets, plain, i, batch, term);
                probability[0] = 0;
                assertThat(scores(nets, changed, i, batch, term)).isEqualTo(without);
                probability[0] = 1;
                assertThat(scores(nets, changed, i, batch, term)).isNotEqualTo(without);
            }
        }
    }

    private static float[] scores(
            GanTrainingNetworks nets, GanLoss loss, int which, TrainingBatch batch, String term) {
        String name = List.of("Gmain", "Dmain", "Dmain", "Dreg").get(which);
        Phase phase =
                loss.phases(nets.generatorAdam(), nets.discriminatorAdam(), 1).stream()
                        .filter(p -> p.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        try (PhaseStep step = compute(phase, batch, 4)) {
            return step.terms().values(term);
        }
    }

    @Test
    void growing_networks_take_images_of_their_level() {
        try (GanTrainingNetworks nets = SmallGans.networks(GanFamily.STYLEGAN, 16, 0)) {
            nets.setLevelOfDetail(1.25);
            List<Phase> phases = phases(nets, SmallGans.loss(GanFamily.STYLEGAN, 1), 1);
            for (int side : new int[] {8, 16}) {
                try (PhaseStep step = compute(phases.get(0), SmallGans.batch(4, side, 0, 1), 4)) {
                    assertThat(step.finite()).isTrue();
                }
            }
            assertThatThrownBy(() -> compute(phases.get(0), SmallGans.batch(4, 4, 0, 1), 4))
                    .hasMessageContaining("Images of 4 pixels")
                    .hasMessageContaining("8 or 16");
        }
    }

    @Test
    void says_what_does_not_fit() {
        try (GanTrainingNetworks a = SmallGans.networks(GanFamily.PGGAN, SIDE, 0);
                GanTrainingNetworks b = SmallGans.networks(GanFamily.PGGAN, 16, 0)) {
            GanLossSettings settings = GanLossSettings.published(GanFamily.PGGAN);
            assertThatThrownBy(() -> new GanLoss(a.generator(), b.discriminator(), null, settings))
                    .hasMessageContaining("8 pixels")
                    .hasMessageContaining("16");
            assertThatThrownBy(() -> phases(a, settings.withPathLength(2, 4, 2), 1))
                    .hasMessageContaining("PGGAN");
        }
        try (GanTrainingNetworks c = SmallGans.networks(GanFamily.STYLEGAN2, SIDE, 3)) {
            Phase phase = phases(c, GanLossSettings.published(GanFamily.STYLEGAN2), 1).get(0);
            assertThatThrownBy(() -> compute(phase, SmallGans.batch(4, SIDE, 0, 1), 4))
                    .hasMessageContaining("no labels");
        }
    }
}
