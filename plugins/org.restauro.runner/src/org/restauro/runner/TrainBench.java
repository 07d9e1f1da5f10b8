// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.restauro.engine.ComputePolicy;
import org.restauro.training.Phase;
import org.restauro.training.PhaseStep;
import org.restauro.training.StepNoise;
import org.restauro.training.StepSettings;
import org.restauro.training.TrainingBatch;
import org.restauro.training.optim.Adam;
import org.restauro.training.optim.Ema;
import org.restauro.training.precision.LossScale;

/** Untrained networks, all that trains them, and a made-up batch: costs what training costs. */
final class TrainBench implements AutoCloseable {
    /** Small enough for float16 at once, so that no update is skipped. */
    private static final double SCALE = 16;

    private final TrainCase which;
    private final ComputePolicy policy;
    private final BenchedNetworks networks;
    private final TrainingBatch batch;
    private final StepSettings settings;
    private final StepNoise noise = StepNoise.seeded(1);

    /**
     * What one phase cost.
     *
     * @param seconds of each run
     * @param peak most resident bytes, 0 where unknown
     */
    record Cost(List<Double> seconds, long peak) {
        /** The middle one; the mean of both where there are two. */
        double median() {
            List<Double> sorted = seconds.stream().sorted().toList();
            int n = sorted.size();
            return (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
        }
    }

    /** Makes everything. */
    TrainBench(TrainCase which, ComputePolicy policy, boolean withPerceptual) {
        this.which = which;
        this.policy = policy;
        networks = which.networks(policy, withPerceptual);
        batch = batch(which.batch(), networks.resolution());
        settings = new StepSettings(policy, which.batch(), which.checkpointing(), scales());
    }

    private Map<Adam, LossScale> scales() {
        return LossScale.neededFor(policy)
                ? Map.of(
                        networks.generatorAdam(), new LossScale("scale_g", SCALE),
                        networks.discriminatorAdam(), new LossScale("scale_d", SCALE))
                : Map.of();
    }

    private static TrainingBatch batch(int size, int side) {
        SplittableRandom random = new SplittableRandom(1);
        float[] images = new float[size * 3 * side * side];
        float[] masks = new float[size * side * side];
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) random.nextDouble(-1, 1);
        }
        for (int i = 0; i < masks.length; i++) {
            boolean hole = i / side % side < side / 2 && i % side < side / 2;
            masks[i] = hole ? 0 : 1;
        }
        return new TrainingBatch(size, side, images, masks, new float[0]);
    }

    List<Phase> phases() {
        return networks.phases();
    }

    TrainingBatch batch() {
        return batch;
    }

    StepSettings settings() {
        return settings;
    }

    /** The running average, which is moved once a step. */
    Ema ema() {
        return networks.ema();
    }

    /**
     * Costs by phase, and of the running average as EMA, after a warm-up.
     *
     * @param runs fewest measured runs
     * @param seconds shortest time of the warm-up and of the measurement of each phase
     */
    Map<String, Cost> measure(int runs, double seconds) {
        Map<String, Cost> costs = new LinkedHashMap<>();
        for (Phase phase : networks.phases()) {
            costs.put(phase.name(), measure(runs, seconds, step -> run(phase, step)));
        }
        costs.put("EMA", measure(runs, seconds, step -> networks.ema().update(which.batch(), 0)));
        return costs;
    }

    private interface Work {
        void run(int step);
    }

    private static Cost measure(int runs, double shortest, Work work) {
        repeat(1, shortest, work); // warm-up: compiles every function
        ProcessMemory.resetPeak();
        return new Cost(repeat(runs, shortest, work), ProcessMemory.peak());
    }

    private static List<Double> repeat(int runs, double shortest, Work work) {
        List<Double> seconds = new ArrayList<>();
        double all = 0;
        while (seconds.size() < runs || all < shortest) {
            long start = System.nanoTime();
            work.run(seconds.size());
            double one = (System.nanoTime() - start) / 1e9;
            seconds.add(one);
            all += one;
        }
        return seconds;
    }

    private void run(Phase phase, int step) {
        try (PhaseStep computed = PhaseStep.compute(phase, step, batch, settings, noise)) {
            if (!computed.overflowed()) {
                computed.apply();
            }
        }
    }

    @Override
    public void close() {
        networks.close();
    }
}
