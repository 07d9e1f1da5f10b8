// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training;

import java.util.ArrayList;
import java.util.List;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.Precision;
import org.restauro.engine.ops.Recomputation;
import org.restauro.training.optim.ParameterGradients;
import org.restauro.training.parallel.Part;
import org.restauro.training.parallel.Replicas;
import org.restauro.training.precision.LossScale;

/**
 * One phase of one step, computed but not yet applied: what it reported and its gradients.
 *
 * <p>A batch larger than a round is computed round by round, and its gradients are summed with
 * weights that make them those of the whole batch's mean. Round j of R takes the samples j, j + R,
 * j + 2R …, which keeps the groups of a minibatch statistic together. Where several devices
 * compute, a round is cut once more in the same way, and each device computes a part.
 */
public final class PhaseStep implements AutoCloseable {
    private final Phase phase;
    private final Replicas replicas;
    private final Terms terms = new Terms();
    private final ParameterGradients gradients;
    private final ComputePolicy policy;
    private final boolean checkpointing;
    private final LossScale scale;
    private boolean finite = true;
    private double norm;

    private PhaseStep(Phase phase, StepSettings settings) {
        this.phase = phase;
        replicas = settings.replicas();
        boolean firstOrder = phase.loss().firstOrder();
        policy = firstOrder ? settings.policy() : settings.policy().with(Precision.FLOAT32);
        checkpointing = firstOrder && settings.checkpointing();
        scale = firstOrder ? settings.scale(phase.optimizer()) : null;
        gradients = new ParameterGradients(phase.module(), policy);
    }

    /**
     * Computes a phase plainly.
     *
     * @param roundSize most samples that are computed together, at least 1
     */
    public static PhaseStep compute(
            Phase phase,
            long step,
            TrainingBatch batch,
            int roundSize,
            ComputePolicy policy,
            StepNoise noise) {
        return compute(phase, step, batch, StepSettings.plain(policy, roundSize), noise);
    }

    /** Computes a phase. */
    public static PhaseStep compute(
            Phase phase, long step, TrainingBatch batch, StepSettings settings, StepNoise noise) {
        int size = Math.max(1, batch.size() / phase.shrink());
        PhaseStep result = new PhaseStep(phase, settings);
        try {
            result.run(step, batch, size, settings, noise);
            return result;
        } catch (RuntimeException e) {
            result.close();
            throw e;
        }
    }

    private void run(
            long step, TrainingBatch batch, int size, StepSettings settings, StepNoise noise) {
        Samples samples = new Samples(step, batch, size, noise, scale == null ? 1 : scale.value());
        int[] all = indices(0, 1, size);
        try (Pass pass = Pass.moving(policy, samples.noise(phase, all))) {
            phase.loss().begin(samples.round(phase, pass, all, gradients, null, Part.WHOLE, terms));
        }
        replicas.follow();
        int devices = Math.min(replicas.count(), size);
        List<ParameterGradients> found = new ArrayList<>(List.of(gradients));
        try {
            for (int d = 1; d < devices; d++) {
                Phase copy = replicas.phase(d, phase);
                found.add(new ParameterGradients(copy.module(), replicas.policy(d, policy)));
            }
            int share = (size + devices - 1) / devices;
            int rounds = (share + settings.together() - 1) / settings.together();
            for (int r = 0; r < rounds; r++) {
                compute(samples, indices(r, rounds, size), found);
            }
            replicas.sum(found);
        } finally {
            found.subList(1, found.size()).forEach(ParameterGradients::close);
        }
        gradients.scale(1 / samples.factor());
        norm = gradients.clean();
    }

    /** Computes a round, each device its part. */
    private void compute(Samples samples, int[] chosen, List<ParameterGradients> found) {
        int devices = Math.min(found.size(), chosen.length);
        Terms[] reported = new Terms[devices];
        boolean[] numbers = new boolean[devices];
        replicas.compute(
                devices,
                chosen.length,
                (device, part) -> {
                    reported[device] = new Terms();
                    ParameterGradients into = found.get(device);
                    int[] own = every(devices, device, chosen);
                    numbers[device] = compute(device, part, samples, own, into, reported[device]);
                });
        for (int d = 0; d < devices; d++) {
            terms.append(reported[d]);
            finite &= numbers[d];
        }
    }

    /** Computes a part of a round; whether its losses were numbers. */
    private boolean compute(
            int device,
            Part part,
            Samples samples,
            int[] chosen,
            ParameterGradients into,
            Terms reported) {
        ComputePolicy own = replicas.policy(device, policy);
        try (Recomputation recomputation = checkpointing ? new Recomputation(own.device()) : null;
                Pass pass = Pass.training(own, samples.noise(phase, chosen), recomputation, part)) {
            Round round = samples.round(phase, pass, chosen, into, recomputation, part, reported);
            replicas.phase(device, phase).loss().compute(round);
            return round.finite();
        }
    }

    /**
     * What a phase is computed of.
     *
     * @param size how many samples of the batch are used
     * @param factor that losses are scaled by
     */
    private record Samples(
            long step, TrainingBatch batch, int size, StepNoise source, double factor) {
        Noise noise(Phase phase, int[] chosen) {
            return source.samples(phase.name(), step, chosen);
        }

        Round round(
                Phase phase,
                Pass pass,
                int[] chosen,
                ParameterGradients into,
                Recomputation recomputation,
                Part part,
                Terms reported) {
            return new Round(
                    pass,
                    batch.part(chosen),
                    () -> source.shared(phase.name(), step),
                    phase.gain() * chosen.length / size * factor,
                    into,
                    recomputation,
                    part,
                    reported);
        }
    }

    private static int[] every(int stride, int first, int[] samples) {
        int[] chosen = indices(first, stride, samples.length);
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = samples[chosen[i]];
        }
        return chosen;
    }

    private static int[] indices(int first, int stride, int size) {
        int[] indices = new int[(size - first + stride - 1) / stride];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = first + i * stride;
        }
        return indices;
    }

    /** The phase. */
    public Phase phase() {
        return phase;
    }

    /** What the loss reported; with several rounds, in their order. */
    public Terms terms() {
        return terms;
    }

    /** The cleaned gradients. */
    public ParameterGradients gradients() {
        return gradients;
    }

    /** Norm of all gradients before they were cleaned. */
    public double gradientNorm() {
        return norm;
    }

    /** Whether every loss was a number, and neither infinite. */
    public boolean finite() {
        return finite;
    }

    /**
     * Whether scaled gradients overflowed although every loss was a number: the update must not be
     * applied, and that it is not is no sign of divergence. Never so without loss scaling.
     */
    public boolean overflowed() {
        return scale != null && finite && !Double.isFinite(norm);
    }

    /** Shortens the gradients where their norm is above a limit. */
    void clip(double limit) {
        if (Double.isFinite(norm) && norm > limit) {
            gradients.scale(limit / norm);
        }
    }

    /** Lets the optimizer move the module; its copies on other devices follow. */
    public void apply() {
        phase.optimizer().step(gradients);
        replicas.follow(phase);
    }

    /** Frees the gradients. */
    @Override
    public void close() {
        gradients.close();
    }
}
