// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.restauro.engine.Noise;
import org.restauro.engine.Torch;
import org.restauro.engine.nn.Initial;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.engine.weights.StateDict;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.source.MaskSupply;
import org.restauro.images.source.MemorySource;
import org.restauro.images.source.SampleSpec;
import org.restauro.images.source.SampleStream;
import org.restauro.images.source.Sampler;
import org.restauro.training.loss.TwoStageSettings;
import org.restauro.training.optim.Adam;
import org.restauro.training.optim.AdamSettings;
import org.restauro.training.optim.RateSchedule;

class TrainerTest {
    private static final int SIDE = 32;

    private static final TwoStageSettings SETTINGS =
            new TwoStageSettings(0.5, 0.5, 1, 0, 0, 0, 1, LayerNoise.RANDOM);

    private static Trainer.Builder trainer(Small nets) {
        return Trainer.builder(nets.phases(), Small.data(SIDE, 3))
                .policy(Small.POLICY)
                .noise(StepNoise.seeded(7))
                .batch(2, 1)
                .with(new Averaging(nets.ema));
    }

    @Test
    void two_runs_are_equal_and_one_cut_in_two_is_too() throws Exception {
        StateDict whole;
        StateDict averaged;
        try (Small nets = new Small(SIDE, 1, SETTINGS, 2e-3)) {
            trainer(nets).build().run(4);
            whole = nets.generator.stateDict();
            averaged = nets.average.stateDict();
        }
        try (Small nets = new Small(SIDE, 1, SETTINGS, 2e-3);
                Small resumed = new Small(SIDE, 1, SETTINGS, 2e-3)) {
            BatchSource data = Small.data(SIDE, 3);
            Trainer.builder(nets.phases(), data)
                    .policy(Small.POLICY)
                    .noise(StepNoise.seeded(7))
                    .batch(2, 1)
                    .with(new Averaging(nets.ema))
                    .build()
                    .run(2);
            resumed.generator.load(nets.generator.stateDict(), Small.POLICY);
            resumed.average.load(nets.average.stateDict(), Small.POLICY);
            resumed.discriminator.load(nets.discriminator.stateDict(), Small.POLICY);
            resumed.generatorAdam.restore(nets.generatorAdam.state());
            resumed.discriminatorAdam.restore(nets.discriminatorAdam.state());
            Trainer.builder(resumed.phases(), data)
                    .policy(Small.POLICY)
                    .noise(StepNoise.seeded(7))
                    .batch(2, 1)
                    .with(new Averaging(resumed.ema))
                    .from(2, 4)
                    .build()
                    .run(4);
            same(resumed.generator.stateDict(), whole);
            same(resumed.average.stateDict(), averaged);
        }
    }

    @Test
    @Tag("slow")
    void trainers_in_parallel_do_not_disturb_each_other() throws Exception {
        StateDict alone;
        try (Small nets = new Small(SIDE, 1, SETTINGS, 2e-3)) {
            trainer(nets).build().run(2);
            alone = nets.generator.stateDict();
        }
        Callable<StateDict> task =
                () -> {
                    try (Small nets = new Small(SIDE, 1, SETTINGS, 2e-3)) {
                        trainer(nets).build().run(2);
                        return nets.generator.stateDict();
                    }
                };
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (Future<StateDict> other : threads.invokeAll(List.of(task, task))) {
                same(other.get(), alone);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void same(StateDict actual, StateDict expected) {
        assertThat(actual.names()).isEqualTo(expected.names());
        for (String name : expected.names()) {
            assertThat(actual.get(name).toFloats())
                    .as(name)
                    .isEqualTo(expected.get(name).toFloats());
        }
    }

    @Test
    @Tag("slow")
    void memory_stays_flat_and_the_judge_learns() throws Exception {
        try (Small nets = new Small(64, 2, SETTINGS, 6e-3)) {
            TrainingBatch one = Small.batch(2, 64, 1);
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
            List<Long> live = new ArrayList<>();
            List<Double> losses = new ArrayList<>();
            // only the discriminator learns, so its loss must fall
            List<Phase> phases =
                    nets.phases().stream().filter(p -> p.name().startsWith("D")).toList();
            Controller watch =
                    new Controller() {
                        @Override
                        public void afterStep(TrainingRun run) {
                            live.add(Torch.liveArrays());
                            losses.add(
                                    run.terms().mean("Loss/D/loss")
                                            + run.terms().mean("Loss/D/loss_s1"));
                        }
                    };
            TrainingRun run =
                    Trainer.builder(phases, same)
                            .policy(Small.POLICY)
                            .batch(2, 2)
                            .with(watch)
                            .build()
                            .run(18);

            assertThat(run.images()).isEqualTo(36);
            assertThat(run.skipped()).isZero();
            assertThat(live.get(17)).isEqualTo(live.get(1));
            // the painted image is another one in each step, so single losses vary
            double first = losses.subList(0, 4).stream().mapToDouble(l -> l).average().orElse(0);
            double last = losses.subList(14, 18).stream().mapToDouble(l -> l).average().orElse(0);
            assertThat(last).as("%s", losses).isLessThan(first * 0.9);
        }
    }

    @Test
    void controllers_come_by_priority_and_interval_and_can_stop() throws Exception {
        List<String> calls = new ArrayList<>();
        record Probe(String name, Priority priority, long interval, List<String> calls)
                implements Controller {
            @Override
            public void beforeStep(TrainingRun run) {
                calls.add(name + " before " + run.step());
            }

            @Override
            public void afterStep(TrainingRun run) {
                calls.add(name + " after " + run.step());
                if (name.equals("late") && run.step() == 4) {
                    run.stop("enough");
                }
            }

            @Override
            public void end(TrainingRun run) {
                calls.add(name + " end");
            }
        }
        try (Line line = new Line()) {
            TrainingRun run =
                    line.trainer(1)
                            .with(new Probe("late", Controller.Priority.LAST, 2, calls))
                            .with(new Probe("early", Controller.Priority.HIGH, 3, calls))
                            .build()
                            .run(100);
            assertThat(run.stopReason()).isEqualTo("enough");
            assertThat(run.step()).isEqualTo(4);
        }
        assertThat(calls)
                .containsExactly(
                        "early before 0",
                        "late before 0",
                        "late after 2",
                        "late before 2",
                        "early after 3",
                        "early before 3",
                        "late after 4",
                        "early end",
                        "late end");
    }

    @Test
    void rates_follow_their_schedule() throws Exception {
        try (Line line = new Line()) {
            RateSchedule halved = RateSchedule.steps(2, 0.5);
            line.trainer(1).with(new RateControl(halved, List.of(line.adam))).build().run(5);
            assertThat(line.adam.rate()).isEqualTo(0.1 * 0.25);
        }
    }

    @Test
    void what_is_no_number_is_skipped_and_counted_and_too_much_of_it_ends_the_run()
            throws Exception {
        try (Line line = new Line()) {
            TrainingRun run = line.trainer(Float.NaN, 1).build().run(4);
            assertThat(run.skipped()).isEqualTo(2);
            assertThat(line.adam.steps()).isEqualTo(2);
            assertThat(line.weight.floats("weight")[0]).isFinite();
        }
        try (Line line = new Line()) {
            Trainer trainer =
                    line.trainer(Float.NaN)
                            .divergence(new Divergence(Double.POSITIVE_INFINITY, 3))
                            .build();
            assertThatThrownBy(() -> trainer.run(10))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageContaining("3 updates in a row")
                    .hasMessageContaining("smaller learning rate");
            assertThat(line.adam.steps()).isZero();
        }
        try (Line line = new Line()) {
            TrainingRun run =
                    line.trainer(1, 1000).divergence(new Divergence(100, 20)).build().run(4);
            assertThat(run.skipped()).isEqualTo(2);
        }
    }

    @Test
    void trains_on_streamed_samples() throws Exception {
        MemorySource.Builder images = MemorySource.of("pictures");
        for (int i = 0; i < 3; i++) {
            byte[] pixels = new byte[40 * 40 * 3];
            Arrays.fill(pixels, (byte) (80 * i));
            images.add("i" + i, ImageFiles.toPng(PixelImage.of8(40, 40, 3, pixels)), "");
        }
        MemorySource source = images.build();
        SampleSpec spec = SampleSpec.of(SIDE, 5).withMasks(MaskSupply.mat());
        try (Small nets = new Small(SIDE, 1, SETTINGS, 1e-3);
                BatchSource data =
                        new SampleBatches(
                                SampleStream.open(source, spec, Sampler.shuffled(3, 1), 1))) {
            TrainingBatch batch = data.next(2);
            assertThat(batch.side()).isEqualTo(SIDE);
            assertThat(batch.masks()).contains(0f, 1f).hasSize(2 * SIDE * SIDE);
            assertThat(batch.images()[0]).isIn(-1f, 160 / 127.5f - 1, 80 / 127.5f - 1);
            TrainingRun run =
                    Trainer.builder(nets.phases(), data)
                            .policy(Small.POLICY)
                            .batch(2, 2)
                            .build()
                            .run(1);
            assertThat(run.terms().names())
                    .contains(
                            "Loss/G/loss", "Loss/D/loss_s1", "Loss/r1_penalty", "Loss/scores/real");
            assertThat(run.dataPosition()).contains("number=4");
        }
    }

    /** One weight with the loss {@code factor·w²}, the factor a number of the batch. */
    private static final class Line extends Module {
        private final Parameter weight = parameter("weight", Initial.constant(1), 1);
        private final Adam adam;

        Line() {
            initialise(Small.POLICY, Noise.seeded(1));
            adam = new Adam(this, AdamSettings.gan(0.1), Small.POLICY);
        }

        Trainer.Builder trainer(float... factors) {
            Loss loss =
                    round -> {
                        try (NDArray x = round.images();
                                NDArray y =
                                        ScriptFunction.of(
                                                        "x: Tensor, w: Tensor",
                                                        "Tensor",
                                                        "return torch.mean(torch.mul(x, "
                                                                + "torch.mul(w, w)))")
                                                .apply(x, weight.array())) {
                            round.backward(y);
                        }
                    };
            BatchSource data =
                    new BatchSource() {
                        private int next;

                        @Override
                        public TrainingBatch next(int size) {
                            float[] image = {factors[next++ % factors.length]};
                            return new TrainingBatch(1, 1, image, new float[0], new float[0]);
                        }

                        @Override
                        public String position() {
                            return Integer.toString(next);
                        }
                    };
            return Trainer.builder(List.of(Phase.main("line", this, loss, adam)), data)
                    .policy(Small.POLICY);
        }

        @Override
        public void close() {
            adam.close();
            super.close();
        }
    }
}
