// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.nn.Module;
import org.restauro.engine.ops.Ops;
import org.restauro.training.Golden;
import org.restauro.training.Loss;
import org.restauro.training.Phase;
import org.restauro.training.PhaseStep;
import org.restauro.training.StepNoise;
import org.restauro.training.TrainingBatch;
import org.restauro.training.optim.Adam;
import org.restauro.training.optim.AdamSettings;

/** Phases with given random numbers, and how near their values lie to the original's. */
final class GoldenSteps {
    /** Of values, relative to themselves. */
    private static final double VALUE = 1e-4;

    /** Of norms, relative to themselves. */
    private static final double NORM = 1e-4;

    /** Of gradient samples, relative to the largest of the tensor. */
    private static final double SAMPLE = 1e-3;

    /** Gradients below this share of the total norm are rounding noise. */
    private static final double NOISE = 1e-3;

    /** Names of the original's parameters that are ours. */
    static final Translation SAME = new Translation(n -> n, (n, v) -> v);

    /**
     * From the original's parameters to ours.
     *
     * @param name ours for one of the original's
     * @param order our gradient, by the original's name, in the original's order
     */
    record Translation(Function<String, String> name, BiFunction<String, float[], float[]> order) {}

    private GoldenSteps() {}

    static PhaseStep compute(
            Module module,
            Loss loss,
            TrainingBatch batch,
            ComputePolicy policy,
            float[] z,
            float[] path) {
        return compute(module, loss, batch, policy, z, path, 1, 1);
    }

    static PhaseStep compute(
            Module module,
            Loss loss,
            TrainingBatch batch,
            ComputePolicy policy,
            float[] z,
            float[] path,
            double gain,
            int shrink) {
        try (Adam adam = new Adam(module, AdamSettings.gan(1e-3), policy)) {
            Phase phase = new Phase("golden", module, loss, adam, 1, gain, shrink);
            return PhaseStep.compute(
                    phase, 0, batch, batch.size(), policy, new FixedNoise(z, path));
        }
    }

    static void value(String title, double actual, double expected) {
        double d = Math.abs(actual / expected - 1);
        Golden.report("| %s | value %.1e |", title, d);
        assertThat(d).as(title).isLessThan(VALUE);
    }

    static void gradients(
            String title, PhaseStep step, JsonNode expected, Translation translation) {
        double total = expected.get("total_norm").asDouble();
        double ofTotal = Math.abs(step.gradientNorm() / total - 1);
        var actual = step.gradients().byName();
        double norms = 0;
        double samples = 0;
        String worstNorm = "";
        String worstSample = "";
        int skipped = 0;
        for (var e : expected.get("params").properties()) {
            double norm = e.getValue().get("norm").asDouble();
            float[] ours = Ops.floats(actual.get(translation.name().apply(e.getKey())));
            float[] values = translation.order().apply(e.getKey(), ours);
            if (norm < NOISE * total) {
                skipped++;
                assertThat(Golden.norm(values)).as(title + e.getKey()).isLessThan(NOISE * total);
                continue;
            }
            double dn = Math.abs(Golden.norm(values) / norm - 1);
            double ds = samples(Golden.samples(values), e.getValue().get("s"));
            worstNorm = dn > norms ? e.getKey() : worstNorm;
            worstSample = ds > samples ? e.getKey() : worstSample;
            norms = Math.max(norms, dn);
            samples = Math.max(samples, ds);
        }
        Golden.report(
                "| %s gradients | total norm %.1e | norms %.1e (%s) | samples %.1e (%s) |"
                        + " %d of %d are rounding noise |",
                title,
                ofTotal,
                norms,
                worstNorm,
                samples,
                worstSample,
                skipped,
                expected.get("params").size());
        assertThat(ofTotal).as(title + " total norm").isLessThan(NORM);
        assertThat(norms).as(title + " norm of " + worstNorm).isLessThan(NORM);
        assertThat(samples).as(title + " samples of " + worstSample).isLessThan(SAMPLE);
    }

    private static double samples(double[] actual, JsonNode expected) {
        double scale = 0;
        double largest = 0;
        for (int i = 0; i < actual.length; i++) {
            scale = Math.max(scale, Math.abs(expected.get(i).asDouble()));
            largest = Math.max(largest, Math.abs(actual[i] - expected.get(i).asDouble()));
        }
        return largest / scale;
    }

    /** Given latents and path noise; nothing else may be drawn. */
    private record FixedNoise(float[] z, float[] path) implements StepNoise, Noise {
        @Override
        public Noise shared(String phase, long step) {
            return this;
        }

        @Override
        public Noise samples(String phase, long step, int[] samples) {
            return this;
        }

        @Override
        public float[] normal(String name, long... shape) {
            float[] from = name.equals("z") ? z : name.equals("path") ? path : null;
            if (from == null) {
                throw new AssertionError("normal noise was drawn: " + name);
            }
            return Arrays.copyOf(from, Noise.size(shape));
        }

        @Override
        public float[] uniform(String name, long... shape) {
            throw new AssertionError("uniform noise was drawn: " + name);
        }
    }
}
