// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training;

import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.Precision;
import org.restauro.engine.ops.Recomputation;
import org.restauro.training.optim.ParameterGradients;
import org.restauro.training.precision.LossScale;

/**
 * One phase of one step, computed but not yet applied: what it reported and its gradients.
 *
 * <p>A batch larger than a round is computed round by round, and its gradients are summed with
 * weights that make them those of the whole batch's mean. Round j of R takes the samples j, j + R,
 * j + 2R …, which keeps the groups of a minibatch statistic together.
 */
public final class PhaseStep implements AutoCloseable {
    private final Phase phase;
    private final Terms terms = new Terms();
    private final ParameterGradients gradients;
    private final ComputePolicy policy;
    private final boolean checkpointing;
    private final LossScale scale;
    private boolean finite = true;
    private double norm;

    private PhaseStep(Phase phase, StepSettings settings) {
        this.phase = phase;
        boolean firstOrder = phase.loss().firstOrder();
        policy = firstOrder ? settings.policy() : settings.policy().with(Precision.FLOAT32);
        checkpointing = firstOrder && settings.checkpointing();
        scale = firstOrder ? settings.scale(phase.optimizer()) : null;
        gradients = new ParameterGradients(phase.module(), policy);
    }

    /**
     * Computes a phase plainly.
     *
     * @param roundSize most samples computed together, at least 1
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
        int[] all = indices(0, 1, size);
        try (Pass pass = Pass.moving(policy, noise.samples(phase.name(), step, all))) {
            phase.loss().begin(round(pass, batch.part(all), step, noise, 1, null));
        }
        double factor = scale == null ? 1 : scale.value();
        int rounds = (size + settings.together() - 1) / settings.together();
        for (int r = 0; r < rounds; r++) {
            int[] part = indices(r, rounds, size);
            Noise own = noise.samples(phase.name(), step, part);
            try (Recomputation recomputation = recomputation();
                    Pass pass = Pass.training(policy, own, recomputation)) {
                double weight = phase.gain() * part.length / size * factor;
                Round round = round(pass, batch.part(part), step, noise, weight, recomputation);
                phase.loss().compute(round);
                finite &= round.finite();
            }
        }
        gradients.scale(1 / factor);
        norm = gradients.clean();
    }

    private Recomputation recomputation() {
        return checkpointing ? new Recomputation(policy.device()) : null;
    }

    private Round round(
            Pass pass,
            TrainingBatch part,
            long step,
            StepNoise noise,
            double weight,
            Recomputation recomputation) {
        return new Round(
                pass,
                part,
                () -> noise.shared(phase.name(), step),
                weight,
                gradients,
                recomputation,
                terms);
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

    /** Lets the optimizer move the module. */
    public void apply() {
        phase.optimizer().step(gradients);
    }

    /** Frees the gradients. */
    @Override
    public void close() {
        gradients.close();
    }
}
