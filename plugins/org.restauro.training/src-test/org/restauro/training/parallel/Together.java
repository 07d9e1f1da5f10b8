// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.restauro.engine.nn.Module;
import org.restauro.training.BatchSource;
import org.restauro.training.Controller;
import org.restauro.training.Phase;
import org.restauro.training.Small;
import org.restauro.training.StepNoise;
import org.restauro.training.Trainer;
import org.restauro.training.TrainingRun;
import org.restauro.training.optim.AdamSettings;

/** Networks that learn on one device or several, and whether both come to the same. */
public final class Together {
    /**
     * Adam whose ε is larger than rounding noise: a gradient that is 0 but for rounding must not
     * become a step of full length, in whichever direction.
     */
    public static final AdamSettings ADAM = new AdamSettings(1e-2, 0, 0.99, 0.1, 0, false);

    private final Map<String, float[]> state = new TreeMap<>();
    private final Map<String, Term> terms = new TreeMap<>();

    /** A reported value: its mean over the samples, and that of its size. */
    private record Term(double mean, double size) {}

    /** Trains some steps; remembers what was reported and what became of the networks. */
    public static Together train(
            List<Phase> phases,
            BatchSource data,
            int batch,
            int steps,
            Replicas replicas,
            Controller... controllers)
            throws Exception {
        Together result = new Together();
        Trainer.Builder builder =
                Trainer.builder(phases, data)
                        .policy(Small.POLICY)
                        .noise(StepNoise.seeded(7))
                        .batch(batch, batch)
                        .replicas(replicas)
                        .with(result.listener());
        for (Controller controller : controllers) {
            builder.with(controller);
        }
        builder.build().run(steps);
        phases.forEach(p -> result.remember(p.module()));
        return result;
    }

    private Controller listener() {
        return new Controller() {
            @Override
            public void afterStep(TrainingRun run) {
                for (String name : run.terms().names()) {
                    double size = 0;
                    for (float v : run.terms().values(name)) {
                        size += Math.abs(v) / run.terms().values(name).length;
                    }
                    put(run.step() + " " + name, run.terms().mean(name), size);
                }
                run.gradientNorms().forEach((name, v) -> put(run.step() + " norm " + name, v, v));
            }
        };
    }

    private void put(String name, double mean, double size) {
        terms.put(name, new Term(mean, size));
    }

    void remember(Module network) {
        network.state()
                .forEach(
                        (name, p) ->
                                state.put(
                                        network.getClass().getSimpleName() + " " + name,
                                        p.floats(name)));
    }

    /** Names of what was reported, behind the number of the step. */
    public Set<String> terms() {
        return terms.keySet();
    }

    /** Largest difference of tensors, relative to the size of each. */
    public double differenceOfNetworks(Together other) {
        assertThat(state.keySet()).isEqualTo(other.state.keySet());
        double largest = 0;
        String where = "";
        for (String name : state.keySet()) {
            float[] a = state.get(name);
            float[] b = other.state.get(name);
            double difference = 0;
            double size = 0;
            for (int i = 0; i < a.length; i++) {
                difference += Math.pow(a[i] - b[i], 2);
                size += Math.pow(b[i], 2);
            }
            // where all values should have stayed 0, only rounding noise is left to compare
            double relative = Math.sqrt(difference / Math.max(size, a.length * 1e-6));
            if (relative > largest) {
                largest = relative;
                where = name;
            }
        }
        System.out.printf("networks differ by %.1e (%s)%n", largest, where);
        return largest;
    }

    /** Largest difference of means that were reported, relative to the size of each value. */
    public double differenceOfTerms(Together other) {
        assertThat(terms.keySet()).isEqualTo(other.terms.keySet());
        double largest = 0;
        String where = "";
        for (String name : terms.keySet()) {
            Term b = other.terms.get(name);
            double difference = Math.abs(terms.get(name).mean() - b.mean());
            double relative = difference == 0 ? 0 : difference / b.size();
            if (relative > largest) {
                largest = relative;
                where = name + " " + b.mean();
            }
        }
        System.out.printf("terms differ by %.1e (%s)%n", largest, where);
        return largest;
    }
}
