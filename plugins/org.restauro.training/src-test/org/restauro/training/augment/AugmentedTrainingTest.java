// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.engine.weights.StateDict;
import org.restauro.training.BatchSource;
import org.restauro.training.Controller;
import org.restauro.training.Phase;
import org.restauro.training.Small;
import org.restauro.training.StepNoise;
import org.restauro.training.Trainer;
import org.restauro.training.TrainingBatch;
import org.restauro.training.TrainingRun;
import org.restauro.training.loss.TwoStageLoss;
import org.restauro.training.loss.TwoStageSettings;

@Tag("slow")
class AugmentedTrainingTest {
    private static final int SIDE = 32;

    private static final TwoStageSettings SETTINGS =
            new TwoStageSettings(0.5, 0.5, 1, 0, 0, 0, 1, LayerNoise.RANDOM);

    private static List<Phase> phases(Small nets, Augmentation augmentation) {
        return new TwoStageLoss(nets.generator, nets.discriminator, null, SETTINGS, augmentation)
                .phases(nets.generatorAdam, nets.discriminatorAdam);
    }

    private static Augmentation augmentation(String set, AugmentControl control) {
        return new Augmentation(new AugmentPipe(AugmentSettings.set(set)), control::probability);
    }

    private static Trainer.Builder trainer(List<Phase> phases, BatchSource data) {
        return Trainer.builder(phases, data)
                .policy(Small.POLICY)
                .noise(StepNoise.seeded(7))
                .batch(2, 1);
    }

    private static void same(StateDict actual, StateDict expected) {
        for (String name : expected.names()) {
            assertThat(actual.get(name).toFloats())
                    .as(name)
                    .isEqualTo(expected.get(name).toFloats());
        }
    }

    @Test
    void two_runs_are_equal_and_one_cut_in_two_is_too() throws Exception {
        StateDict whole;
        StateDict judge;
        double probability;
        try (Small nets = new Small(SIDE, 1, SETTINGS, 2e-3)) {
            AugmentControl control = AugmentControl.adaptive(0.8, -1, 0.1, 2);
            trainer(phases(nets, augmentation("bgcfnc", control)), Small.data(SIDE, 3))
                    .with(control)
                    .build()
                    .run(4);
            whole = nets.generator.stateDict();
            judge = nets.discriminator.stateDict();
            probability = control.probability();
            assertThat(probability).isGreaterThanOrEqualTo((double) 0.8f);
        }
        try (Small nets = new Small(SIDE, 1, SETTINGS, 2e-3)) {
            BatchSource data = Small.data(SIDE, 3);
            AugmentControl first = AugmentControl.adaptive(0.8, -1, 0.1, 2);
            trainer(phases(nets, augmentation("bgcfnc", first)), data).with(first).build().run(1);
            AugmentControl second = AugmentControl.adaptive(0, -1, 0.1, 2);
            second.restore(first.tensors(), first.numbers());
            trainer(phases(nets, augmentation("bgcfnc", second)), data)
                    .with(second)
                    .from(1, 2)
                    .build()
                    .run(4);
            same(nets.generator.stateDict(), whole);
            same(nets.discriminator.stateDict(), judge);
            assertThat(second.probability()).isEqualTo(probability);
        }
    }

    @Test
    void a_probability_of_zero_trains_like_no_augmentation() throws Exception {
        StateDict plain;
        try (Small nets = new Small(SIDE, 1, SETTINGS, 2e-3)) {
            trainer(phases(nets, null), Small.data(SIDE, 3)).build().run(2);
            plain = nets.discriminator.stateDict();
        }
        try (Small nets = new Small(SIDE, 1, SETTINGS, 2e-3)) {
            Augmentation none = augmentation("bgcfnc", AugmentControl.none());
            trainer(phases(nets, none), Small.data(SIDE, 3)).build().run(2);
            same(nets.discriminator.stateDict(), plain);
        }
        try (Small nets = new Small(SIDE, 1, SETTINGS, 2e-3)) {
            Augmentation always = augmentation("bgcfnc", AugmentControl.fixed(1));
            trainer(phases(nets, always), Small.data(SIDE, 3)).build().run(2);
            String first = plain.names().get(0);
            assertThat(nets.discriminator.stateDict().get(first).toFloats())
                    .isNotEqualTo(plain.get(first).toFloats());
        }
    }

    @Test
    void a_batch_in_rounds_is_augmented_like_a_whole_one() throws Exception {
        List<Map<String, Double>> terms = new ArrayList<>();
        for (int together : new int[] {4, 2}) {
            try (Small nets = new Small(SIDE, 1, SETTINGS, 2e-3)) {
                Augmentation always = augmentation("bgcfnc", AugmentControl.fixed(0.8));
                TrainingRun run =
                        trainer(phases(nets, always), Small.data(SIDE, 3))
                                .batch(4, together)
                                .build()
                                .run(1);
                terms.add(run.terms().means());
            }
        }
        terms.get(0)
                .forEach(
                        (name, value) ->
                                assertThat(terms.get(1).get(name))
                                        .as(name)
                                        .isCloseTo(value, within(1e-3 + Math.abs(value) * 1e-2)));
    }

    @Test
    void the_probability_rises_where_the_discriminator_knows_its_images() throws Exception {
        try (Small nets = new Small(SIDE, 2, SETTINGS, 1e-2)) {
            TrainingBatch one = Small.batch(2, SIDE, 1);
            BatchSource same =
                    new BatchSource() {
                        @Override
                        public TrainingBatch next(int size) {
                            return one;
                        }

                        @Override
                        public String position() {
                            return "";
                        }
                    };
            AugmentControl control = AugmentControl.adaptive(0, 0.6, 0.1);
            // the generator stands still, so the discriminator soon knows its two images
            List<Phase> phases =
                    phases(nets, augmentation("bgc", control)).stream()
                            .filter(p -> p.name().startsWith("D"))
                            .toList();
            List<Double> course = new ArrayList<>();
            TrainingRun run =
                    Trainer.builder(phases, same)
                            .policy(Small.POLICY)
                            .noise(StepNoise.seeded(7))
                            .batch(2, 2)
                            .with(control)
                            .with(
                                    new Controller() {
                                        @Override
                                        public void afterStep(TrainingRun r) {
                                            course.add(control.probability());
                                        }
                                    })
                            .build()
                            .run(28);
            System.out.println("probability: " + course);
            assertThat(run.skipped()).isZero();
            assertThat(control.probability()).isGreaterThan(0.2);
            for (int i = 1; i < course.size(); i++) {
                if ((i + 1) % AugmentControl.PUBLISHED_INTERVAL != 0) {
                    assertThat(course.get(i)).isEqualTo(course.get(i - 1));
                }
            }
        }
    }
}
