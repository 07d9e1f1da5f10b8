// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.OutOfMemory;
import org.restauro.training.optim.Adam;
import org.restauro.training.parallel.Replicas;
import org.restauro.training.precision.LossScale;

/**
 * The training loop: a batch, its phases, its controllers, and again.
 *
 * <pre>{@code
 * TrainingRun run =
 *         Trainer.builder(loss.phases(adamG, adamD), data)
 *                 .batch(8, 4)
 *                 .with(averaging)
 *                 .with(log)
 *                 .build()
 *                 .run(10_000);
 * }</pre>
 *
 * <p>A step keeps nothing in native memory but what networks and optimizers own. Trainers that
 * share no network may run in parallel.
 */
public final class Trainer {
    private final List<Phase> phases;
    private final List<Controller> controllers;
    private final BatchSource data;
    private final StepNoise noise;
    private final Divergence divergence;
    private final double clip;
    private final IntConsumer smaller;
    private final TrainingRun run;
    private StepSettings settings;

    /** Collects the parts of a trainer. */
    public static final class Builder {
        private final List<Phase> phases;
        private final BatchSource data;
        private final List<Controller> controllers = new ArrayList<>();
        private ComputePolicy policy = ComputePolicy.REFERENCE;
        private StepNoise noise = StepNoise.seeded(0);
        private Divergence divergence = Divergence.DEFAULT;
        private int batchSize = 1;
        private int roundSize = 1;
        private boolean checkpointing;
        private double clip = Double.POSITIVE_INFINITY;
        private IntConsumer smaller = together -> {};
        private Replicas replicas = Replicas.NONE;
        private final Map<Adam, LossScale> scales = new HashMap<>();
        private long step;
        private long images;
        private long skipped;

        private Builder(List<Phase> phases, BatchSource data) {
            this.phases = List.copyOf(phases);
            this.data = Objects.requireNonNull(data);
            if (phases.isEmpty()) {
                throw new IllegalArgumentException("A run needs at least one phase.");
            }
        }

        /** How to compute; the plainest way unless set. */
        public Builder policy(ComputePolicy value) {
            policy = value;
            return this;
        }

        /**
         * Whether parts of networks are computed again for their gradients: less memory, more time,
         * the same gradients. Off unless set.
         */
        public Builder gradientCheckpointing(boolean on) {
            checkpointing = on;
            return this;
        }

        /**
         * Further devices that compute a part of each step; one device unless set. Their networks
         * stay the caller's.
         */
        public Builder replicas(Replicas value) {
            replicas = value;
            return this;
        }

        /** Scales the losses of an optimizer's phases; float16 needs it. */
        public Builder lossScale(Adam optimizer, LossScale scale) {
            scales.put(optimizer, scale);
            return this;
        }

        /** Gradients of a phase whose norm is larger are shortened to it; no limit unless set. */
        public Builder clip(double norm) {
            clip = norm;
            return this;
        }

        /**
         * Who is told when a step did not fit into memory and from now on fewer samples are
         * computed together; the result is the same.
         */
        public Builder onSmaller(IntConsumer listener) {
            smaller = listener;
            return this;
        }

        /** Where randomness comes from; seed 0 unless set. */
        public Builder noise(StepNoise value) {
            noise = value;
            return this;
        }

        /** When to skip and to give up. */
        public Builder divergence(Divergence value) {
            divergence = value;
            return this;
        }

        /**
         * Samples of a step.
         *
         * @param size of the batch, which its gradients are the mean of; {@link TrainingRun#batch}
         *     may change it, to any number
         * @param together how many a device computes at a time; less memory, the same result
         */
        public Builder batch(int size, int together) {
            if (size < 1 || together < 1 || size % together != 0) {
                throw new IllegalArgumentException(
                        "A batch of "
                                + size
                                + " cannot be computed "
                                + together
                                + " at a time; a"
                                + " divisor of it would be right.");
            }
            batchSize = size;
            roundSize = together;
            return this;
        }

        /** Adds a controller. */
        public Builder with(Controller controller) {
            if (controller.interval() < 1) {
                throw new IllegalArgumentException(
                        controller
                                + " has an interval of "
                                + controller.interval()
                                + "; 1 or more would be right.");
            }
            controllers.add(controller);
            return this;
        }

        /** Goes on after so many steps and images. */
        public Builder from(long steps, long seen) {
            step = steps;
            images = seen;
            return this;
        }

        /** Goes on with what {@link TrainingRun#numbers} gave, but for the data. */
        public Builder from(JsonNode run) {
            skipped = run.path("skipped").asLong();
            return from(run.path("step").asLong(), run.path("images").asLong());
        }

        /** The trainer. */
        public Trainer build() {
            return new Trainer(this);
        }
    }

    private Trainer(Builder builder) {
        phases = builder.phases;
        // a stable sort: equal priorities stay in the order in which they were added
        controllers =
                builder.controllers.stream()
                        .sorted(Comparator.comparing(Controller::priority))
                        .toList();
        data = builder.data;
        settings =
                new StepSettings(
                        builder.policy,
                        builder.roundSize,
                        builder.checkpointing,
                        builder.scales,
                        builder.replicas);
        noise = builder.noise;
        divergence = builder.divergence;
        clip = builder.clip;
        smaller = builder.smaller;
        run =
                new TrainingRun(
                        phases,
                        data,
                        builder.batchSize,
                        builder.step,
                        builder.images,
                        builder.skipped);
    }

    /** Begins a trainer; phases run in their order, data stays the caller's to close. */
    public static Builder builder(List<Phase> phases, BatchSource data) {
        return new Builder(phases, data);
    }

    /** Where the run stands; for stopping it from elsewhere. */
    public TrainingRun state() {
        return run;
    }

    /**
     * Trains until so many steps are done in all, or a controller stops the run.
     *
     * @throws TrainingException if too many steps in a row had to be skipped
     * @throws IOException if data cannot be read or a controller cannot write
     * @throws InterruptedException if the thread is interrupted while it waits for data
     */
    public TrainingRun run(long steps) throws IOException, InterruptedException {
        try {
            for (Controller controller : controllers) {
                controller.begin(run);
            }
            while (run.step() < steps && run.stopReason() == null) {
                step();
            }
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            endAfter(e);
            throw e;
        }
        endAfter(null);
        return run;
    }

    private void step() throws IOException, InterruptedException {
        for (Controller controller : controllers) {
            if (run.step() % controller.interval() == 0) {
                controller.beforeStep(run);
            }
        }
        TrainingBatch batch = data.next(run.drawBatch());
        run.beginStep();
        for (Phase phase : phases) {
            if (phase.runsIn(run.step())) {
                compute(phase, batch);
            }
        }
        run.endStep();
        for (Controller controller : controllers) {
            if (run.step() % controller.interval() == 0) {
                controller.afterStep(run);
            }
        }
    }

    private void compute(Phase phase, TrainingBatch batch) {
        try (PhaseStep computed = fitting(phase, batch)) {
            LossScale scale = settings.scale(phase.optimizer());
            if (computed.overflowed() && scale.shrink()) {
                run.addOverflow(computed);
                return;
            }
            boolean applied = !divergence.rejects(computed);
            if (applied) {
                computed.clip(clip);
                computed.apply();
                if (scale != null) {
                    scale.succeed();
                }
            }
            run.add(computed, applied);
            if (run.skippedInARow() >= divergence.skippedInARow()) {
                throw new TrainingException(
                        "Training diverged: "
                                + run.skippedInARow()
                                + " updates in a row were"
                                + " skipped, the last in step "
                                + run.step()
                                + " ("
                                + phase.name()
                                + ", gradient norm "
                                + computed.gradientNorm()
                                + "). Go on from an earlier checkpoint with a smaller learning"
                                + " rate.");
            }
        }
    }

    /** Computes a phase with as many samples together as memory has room for. */
    private PhaseStep fitting(Phase phase, TrainingBatch batch) {
        while (true) {
            try {
                return PhaseStep.compute(phase, run.step(), batch, settings, noise);
            } catch (RuntimeException e) {
                int devices = settings.replicas().count();
                int share = (batch.size() + devices - 1) / devices;
                int together = Math.min(settings.together(), share);
                if (!OutOfMemory.caused(e)) {
                    throw e;
                }
                if (together == 1) {
                    throw new TrainingException(
                            "A step does not fit into memory even with one image at a time."
                                    + " Gradient checkpointing, a shorter number type or fewer"
                                    + " unfrozen layers take less.",
                            e);
                }
                settings = settings.withTogether(together / 2);
                smaller.accept(together / 2);
            }
        }
    }

    /** Every controller is told; what goes wrong now must not hide what went wrong before. */
    private void endAfter(Throwable problem) throws IOException {
        if (problem != null) {
            run.fail();
        }
        IOException first = null;
        for (Controller controller : controllers) {
            try {
                controller.end(run);
            } catch (IOException | RuntimeException e) {
                if (problem != null) {
                    problem.addSuppressed(e);
                } else if (first == null) {
                    first = e instanceof IOException io ? io : new IOException(e);
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
