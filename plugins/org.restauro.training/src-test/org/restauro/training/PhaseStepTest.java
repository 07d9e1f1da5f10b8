// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.restauro.engine.Staging;
import org.restauro.engine.Torch;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.weights.StateDict;
import org.restauro.training.loss.TwoStageSettings;

/** Phases of a small MAT: rounds, derivatives, what is recorded for whom. */
class PhaseStepTest {
    private static final int SIDE = 32;

    private static final TwoStageSettings SETTINGS =
            new TwoStageSettings(0.9, 0.5, 10, 0, 2, 0, 1, LayerNoise.RANDOM);

    private static Map<String, float[]> gradients(PhaseStep step) {
        Map<String, float[]> map = new HashMap<>();
        step.gradients().byName().forEach((name, g) -> map.put(name, Ops.floats(g)));
        return map;
    }

    private static PhaseStep compute(Phase phase, TrainingBatch batch, int together) {
        return PhaseStep.compute(phase, 3, batch, together, Small.POLICY, StepNoise.seeded(5));
    }

    @Test
    void rounds_have_the_gradients_of_the_large_batch() {
        TrainingBatch batch = Small.batch(8, SIDE, 11);
        for (String name : new String[] {"Gmain", "Dmain", "Dreg"}) {
            Map<String, float[]> large;
            Map<String, float[]> small;
            float[] average;
            double norm;
            // groups of 2 of 8 samples: four rounds of 2 must find the same groups
            try (Small nets = new Small(SIDE, 2, SETTINGS, 1e-3)) {
                try (PhaseStep step = compute(phase(nets, name), batch, 8)) {
                    large = gradients(step);
                    norm = step.gradientNorm();
                }
                average = mean(nets);
            }
            try (Small nets = new Small(SIDE, 2, SETTINGS, 1e-3);
                    PhaseStep step = compute(phase(nets, name), batch, 2)) {
                small = gradients(step);
                assertThat(mean(nets)).isEqualTo(average);
                assertThat(step.gradientNorm()).isCloseTo(norm, within(1e-4 * norm));
            }
            assertThat(small.keySet()).isEqualTo(large.keySet());
            large.forEach(
                    (parameter, expected) -> {
                        float[] actual = small.get(parameter);
                        // below a thousandth of all gradients, rounding noise shows
                        double size = Math.max(Golden.norm(expected), 1e-3 * norm);
                        double difference = 0;
                        for (int i = 0; i < actual.length; i++) {
                            difference += Math.pow(actual[i] - expected[i], 2);
                        }
                        assertThat(Math.sqrt(difference) / size)
                                .as(name + " " + parameter)
                                .isLessThan(1e-4);
                    });
        }
    }

    private static Phase phase(Small nets, String name) {
        return nets.phases().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    }

    private static float[] mean(Small nets) {
        return nets.generator.state().get("mapping.w_avg").floats("mapping.w_avg");
    }

    @Test
    void gradients_are_slopes_of_the_reported_losses() {
        // no random layers change between calls: the noise of a step is always the same
        TrainingBatch batch = Small.batch(2, SIDE, 12);
        for (String name : new String[] {"Gmain", "Greg", "Dmain", "Dreg"}) {
            try (Small nets = new Small(SIDE, 2, SETTINGS, 1e-3)) {
                Phase phase = phase(nets, name);
                Map<String, float[]> gradients;
                try (PhaseStep step = compute(phase, batch, 2)) {
                    gradients = gradients(step);
                }
                String moved = smoothest(name, gradients);
                float[] g = gradients.get(moved);
                double norm = Golden.norm(g);
                double h = 2e-3;
                double up = lossAt(nets, phase, batch, moved, g, h / norm);
                double down = lossAt(nets, phase, batch, moved, g, -h / norm);
                double slope = (up - down) / (2 * h);
                System.out.printf("%s %s slope %.6g, gradient %.6g%n", name, moved, slope, norm);
                assertThat(slope).as(name + " " + moved).isCloseTo(norm, within(0.03 * norm));
            }
        }
    }

    /**
     * A parameter for differences: moved along its gradient, the loss rises by its norm. Penalties
     * on gradients jump where a leaky ReLU turns, so theirs lies behind all of them.
     */
    private static String smoothest(String phase, Map<String, float[]> gradients) {
        return switch (phase) {
            case "Greg" -> "synthesis.dec.Dec_32x32.toRGB.conv.weight";
            case "Dreg" -> "fc1.weight";
            default ->
                    gradients.entrySet().stream()
                            .max(Comparator.comparingDouble(e -> Golden.norm(e.getValue())))
                            .orElseThrow()
                            .getKey();
        };
    }

    /**
     * The loss that a phase's gradients belong to, where a parameter is moved along a direction.
     */
    private static double lossAt(
            Small nets,
            Phase phase,
            TrainingBatch batch,
            String name,
            float[] direction,
            double factor) {
        Parameter parameter = phase.module().parameters().get(name);
        float[] before = parameter.floats(name);
        float[] moved = before.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += (float) (factor * direction[i]);
        }
        // running means moved when the gradient was taken; begin from the same ones
        Parameter mean = nets.generator.state().get("mapping.w_avg");
        assign(mean, new float[(int) mean.elements()]);
        nets.loss
                .pathLength()
                .restore(new StateDict(), JsonNodeFactory.instance.objectNode().put("mean", 0));
        assign(parameter, moved);
        double value;
        try (PhaseStep step = compute(phase, batch, 2)) {
            Terms t = step.terms();
            value =
                    switch (phase.name()) {
                        case "Gmain" -> t.mean("Loss/G/loss") + t.mean("Loss/G/loss_s1");
                        case "Dmain" -> t.mean("Loss/D/loss") + t.mean("Loss/D/loss_s1");
                        case "Dreg" ->
                                16 * 5 * (t.mean("Loss/r1_penalty") + t.mean("Loss/r1_penalty_s1"));
                        default -> 4 * 2 * t.mean("Loss/pl_penalty");
                    };
        }
        assign(parameter, before);
        return value;
    }

    private static void assign(Parameter parameter, float[] values) {
        try (var manager = Torch.newManager(Small.POLICY.device())) {
            NDArray array = Staging.array(manager, values, parameter.shape());
            parameter.assign(array);
        }
    }

    @Test
    void a_phase_leaves_nothing_behind_and_nothing_recording() {
        try (Small nets = new Small(SIDE, 2, SETTINGS, 1e-3)) {
            long live = Torch.liveArrays();
            float[] weights = nets.generator.stateDict().get("mapping.fc0.weight").toFloats();
            for (Phase phase : nets.phases()) {
                compute(phase, Small.batch(2, SIDE, 13), 1).close();
            }
            assertThat(Torch.liveArrays()).isEqualTo(live);
            assertThat(nets.generator.stateDict().get("mapping.fc0.weight").toFloats())
                    .isEqualTo(weights);
            nets.discriminator
                    .parameters()
                    .values()
                    .forEach(p -> assertThat(p.array().hasGradient()).isFalse());
        }
    }
}
