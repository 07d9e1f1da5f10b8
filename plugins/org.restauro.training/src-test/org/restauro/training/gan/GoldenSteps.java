// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
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

    /** Latents that differ by this share must give the same gradients as far as can be told. */
    private static final double SHAKE = 1e-5;

    /** How many times what such latents change is allowed. */
    private static final double VARIATION = 3;

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
        value(title, actual, expected, actual);
    }

    /**
     * Compares a value.
     *
     * @param nearby ours for latents that are a little different
     */
    static void value(String title, double actual, double expected, double nearby) {
        double d = difference(actual, expected);
        double allowed = Math.max(VALUE, VARIATION * difference(nearby, actual));
        Golden.report("| %s | value %.1e, %.2f of its tolerance |", title, d, d / allowed);
        assertThat(d).as(title).isLessThan(allowed);
    }

    /** Gradients by name, which outlive their step. */
    static Map<String, float[]> copies(PhaseStep step) {
        Map<String, float[]> copies = new LinkedHashMap<>();
        step.gradients().byName().forEach((name, g) -> copies.put(name, Ops.floats(g)));
        return copies;
    }

    /** Each value a little more or less, as much as rounding adds up to over many layers. */
    static float[] shaken(float[] values) {
        Random random = new Random(4711);
        float[] shaken = values.clone();
        for (int i = 0; i < shaken.length; i++) {
            shaken[i] *= (float) (1 + SHAKE * (2 * random.nextDouble() - 1));
        }
        return shaken;
    }

    /**
     * Compares the gradients of a step.
     *
     * @param nearby our gradients for latents that are a little different, by name: what they
     *     change by cannot be met more exactly
     */
    static void gradients(
            String title,
            PhaseStep step,
            Map<String, float[]> nearby,
            JsonNode expected,
            Translation translation) {
        double total = expected.get("total_norm").asDouble();
        Map<String, float[]> actual = copies(step);
        Worst norms = new Worst(NORM);
        Worst samples = new Worst(SAMPLE);
        norms.take(
                "all",
                difference(step.gradientNorm(), total),
                difference(norm(nearby), norm(actual)));
        int skipped = 0;
        for (var e : expected.get("params").properties()) {
            String name = translation.name().apply(e.getKey());
            double norm = e.getValue().get("norm").asDouble();
            float[] values = translation.order().apply(e.getKey(), actual.get(name));
            float[] other = translation.order().apply(e.getKey(), nearby.get(name));
            if (norm < NOISE * total) {
                skipped++;
                assertThat(Golden.norm(values)).as(title + e.getKey()).isLessThan(NOISE * total);
                continue;
            }
            double[] own = Golden.samples(values);
            double[] wanted = new double[own.length];
            for (int i = 0; i < own.length; i++) {
                wanted[i] = e.getValue().get("s").get(i).asDouble();
            }
            norms.take(
                    e.getKey(),
                    difference(Golden.norm(values), norm),
                    difference(Golden.norm(other), Golden.norm(values)));
            samples.take(
                    e.getKey(), difference(own, wanted), difference(Golden.samples(other), own));
        }
        Golden.report(
                "| %s gradients | norms %s | samples %s | %d of %d are rounding noise |",
                title, norms, samples, skipped, expected.get("params").size());
        norms.check(title + " norms");
        samples.check(title + " samples");
    }

    private static double norm(Map<String, float[]> gradients) {
        double sum = 0;
        for (float[] g : gradients.values()) {
            sum += Math.pow(Golden.norm(g), 2);
        }
        return Math.sqrt(sum);
    }

    private static double difference(double actual, double expected) {
        return Math.abs(actual / expected - 1);
    }

    private static double difference(double[] actual, double[] expected) {
        double scale = 0;
        double largest = 0;
        for (int i = 0; i < actual.length; i++) {
            scale = Math.max(scale, Math.abs(expected[i]));
            largest = Math.max(largest, Math.abs(actual[i] - expected[i]));
        }
        return largest / scale;
    }

    /** The largest difference, and how far the same values vary. */
    private static final class Worst {
        private final double tolerance;
        private String name = "";
        private double largest;
        private double variation;

        Worst(double tolerance) {
            this.tolerance = tolerance;
        }

        void take(String of, double difference, double varies) {
            if (difference > largest) {
                largest = difference;
                name = of;
            }
            variation = Math.max(variation, varies);
        }

        void check(String title) {
            assertThat(largest)
                    .as(title + " of " + name)
                    .isLessThan(Math.max(tolerance, VARIATION * variation));
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%.1e (%s), varying by %.1e", largest, name, variation);
        }
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
