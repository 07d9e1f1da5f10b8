// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.restauro.engine.Noise;
import org.restauro.engine.nn.Initial;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.training.optim.Adam;
import org.restauro.training.optim.AdamSettings;

/** Batches whose size changes while a run goes on, as growing networks need. */
class ChangingBatchTest {
    private static final int[] SIZES = {8, 5, 5, 1, 3};

    @Test
    void a_controller_sets_the_size_of_the_step_that_begins() throws Exception {
        try (Line line = new Line()) {
            List<Integer> after = new ArrayList<>();
            TrainingRun run = line.trainer(4, sizes(after)).build().run(SIZES.length);
            assertThat(line.asked).containsExactly(8, 5, 5, 1, 3);
            assertThat(after).containsExactly(8, 5, 5, 1, 3);
            assertThat(run.images()).isEqualTo(22);
            assertThat(run.terms().values("x")).hasSize(3);
        }
    }

    @Test
    void all_samples_count_however_many_are_computed_together() throws Exception {
        float[] expected = null;
        for (int together : new int[] {8, 4, 2, 1}) {
            try (Line line = new Line()) {
                line.trainer(together, sizes(new ArrayList<>())).build().run(SIZES.length);
                float[] weight = line.weight.floats("weight");
                if (expected == null) {
                    expected = weight;
                }
                assertThat(weight[0]).isNotEqualTo(1).isCloseTo(expected[0], within(1e-6f));
            }
        }
    }

    @Test
    void a_size_set_after_a_step_holds_from_the_next_one() throws Exception {
        try (Line line = new Line()) {
            Controller late =
                    new Controller() {
                        @Override
                        public void afterStep(TrainingRun run) {
                            int before = run.batchSize();
                            run.batch(before + 1);
                            assertThat(run.batchSize()).isEqualTo(before);
                        }
                    };
            line.trainer(2, late).build().run(3);
            assertThat(line.asked).containsExactly(8, 9, 10);
        }
    }

    @Test
    void a_batch_has_at_least_one_image() {
        try (Line line = new Line()) {
            TrainingRun run = line.trainer(2, sizes(new ArrayList<>())).build().state();
            assertThatThrownBy(() -> run.batch(0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("0 images");
        }
    }

    private static Controller sizes(List<Integer> after) {
        return new Controller() {
            @Override
            public void beforeStep(TrainingRun run) {
                run.batch(SIZES[(int) run.step()]);
            }

            @Override
            public void afterStep(TrainingRun run) {
                after.add(run.batchSize());
            }
        };
    }

    /** One weight with the loss {@code mean(x·w²)}, the samples 1, 2, 3 … */
    private static final class Line extends Module {
        private final Parameter weight = parameter("weight", Initial.constant(1), 1);
        private final List<Integer> asked = new ArrayList<>();
        private final Adam adam;

        Line() {
            initialise(Small.POLICY, Noise.seeded(1));
            adam = new Adam(this, AdamSettings.gan(0.1), Small.POLICY);
        }

        Trainer.Builder trainer(int together, Controller controller) {
            BatchSource data =
                    new BatchSource() {
                        @Override
                        public TrainingBatch next(int size) {
                            asked.add(size);
                            float[] images = new float[size];
                            for (int i = 0; i < size; i++) {
                                images[i] = i + 1;
                            }
                            return new TrainingBatch(size, 1, images, new float[0], new float[0]);
                        }

                        @Override
                        public String position() {
                            return "";
                        }
                    };
            return Trainer.builder(List.of(Phase.main("line", this, this::loss, adam)), data)
                    .policy(Small.POLICY)
                    .batch(8, together)
                    .with(controller);
        }

        private void loss(Round round) {
            ScriptFunction mean =
                    ScriptFunction.of(
                            "x: Tensor, w: Tensor",
                            "Tensor",
                            "return torch.mean(torch.mul(x, torch.mul(w, w)))");
            try (NDArray x = round.images();
                    NDArray y = mean.apply(x, weight.array())) {
                round.report("x", x);
                round.backward(y);
            }
        }

        @Override
        public void close() {
            adam.close();
            super.close();
        }
    }
}
