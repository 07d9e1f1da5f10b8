// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.restauro.engine.Torch;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.engine.ops.Ops;
import org.restauro.training.loss.TwoStageSettings;

/** Segments computed again have the gradients, terms and averages of segments recorded at once. */
class GradientCheckpointingTest {
    private static final int SIDE = 32;

    /** Relative to the norm of a parameter's gradient; sums of shared arrays change their order. */
    private static final double TOLERANCE = 1e-6;

    /** Share of the norm of all gradients below which one is rounding noise: biases of keys. */
    private static final double SMALL = 1e-3;

    /** Random noise in all layers, random mixing maps, two latents. */
    private static final TwoStageSettings SETTINGS =
            new TwoStageSettings(1, 0.5, 10, 0, 2, 0.5, 1, LayerNoise.RANDOM);

    private record Result(
            Map<String, float[]> gradients, Map<String, Double> terms, float[] mean) {}

    private static Result compute(String name, int together, boolean checkpointing) {
        TrainingBatch batch = Small.batch(4, SIDE, 11);
        StepSettings settings =
                StepSettings.plain(Small.POLICY, together).withCheckpointing(checkpointing);
        try (Small nets = new Small(SIDE, 2, SETTINGS, 1e-3)) {
            Phase phase =
                    nets.phases().stream()
                            .filter(p -> p.name().equals(name))
                            .findFirst()
                            .orElseThrow();
            long live = Torch.liveArrays();
            Map<String, float[]> gradients = new HashMap<>();
            Map<String, Double> terms;
            try (PhaseStep step =
                    PhaseStep.compute(phase, 3, batch, settings, StepNoise.seeded(5))) {
                step.gradients().byName().forEach((n, g) -> gradients.put(n, Ops.floats(g)));
                terms = step.terms().means();
            }
            assertThat(Torch.liveArrays()).isEqualTo(live);
            return new Result(
                    gradients,
                    terms,
                    nets.generator.state().get("mapping.w_avg").floats("mapping.w_avg"));
        }
    }

    private static double total(Map<String, float[]> gradients) {
        return Math.sqrt(
                gradients.values().stream().mapToDouble(g -> Math.pow(Golden.norm(g), 2)).sum());
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.pow(a[i] - b[i], 2);
        }
        return Math.sqrt(sum);
    }

    @Test
    void gradients_equal_those_of_a_recorded_pass() {
        for (String name : new String[] {"Gmain", "Dmain"}) {
            // a discriminator's phase in two rounds, so that each one begins without segments
            int together = "Dmain".equals(name) ? 2 : 4;
            Result plain = compute(name, together, false);
            Result again = compute(name, together, true);
            assertThat(again.terms).isEqualTo(plain.terms);
            assertThat(again.mean).isEqualTo(plain.mean);
            assertThat(again.gradients.keySet()).isEqualTo(plain.gradients.keySet());
            double total = total(plain.gradients);
            double worst = 0;
            int equal = 0;
            for (Map.Entry<String, float[]> e : plain.gradients.entrySet()) {
                double difference = distance(again.gradients.get(e.getKey()), e.getValue());
                double relative = difference / Math.max(Golden.norm(e.getValue()), SMALL * total);
                assertThat(relative).as(name + " " + e.getKey()).isLessThan(TOLERANCE);
                worst = Math.max(worst, relative);
                equal += difference == 0 ? 1 : 0;
            }
            System.out.printf(
                    "%s, %d together: %d of %d gradients bit-equal, the worst off by %.1e%n",
                    name, together, equal, plain.gradients.size(), worst);
            assertThat(equal).isGreaterThan(plain.gradients.size() / 2);
        }
    }

    @Test
    void penalties_on_gradients_are_recorded_at_once() {
        for (String name : new String[] {"Dreg", "Greg"}) {
            Result plain = compute(name, 2, false);
            Result again = compute(name, 2, true);
            assertThat(again.terms).isEqualTo(plain.terms);
            plain.gradients.forEach(
                    (parameter, g) ->
                            assertThat(again.gradients.get(parameter))
                                    .as(name + " " + parameter)
                                    .isEqualTo(g));
        }
    }
}
