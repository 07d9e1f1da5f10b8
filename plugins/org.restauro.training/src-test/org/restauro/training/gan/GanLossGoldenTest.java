// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.weights.StateDict;
import org.restauro.models.gan.DiscriminatorConfig;
import org.restauro.models.gan.GanDiscriminator;
import org.restauro.models.gan.GanFamily;
import org.restauro.models.gan.GanGenerator;
import org.restauro.models.gan.GanNetworks;
import org.restauro.models.gan.GeneratorConfig;
import org.restauro.models.gan.Sampling;
import org.restauro.models.gan.Truncation;
import org.restauro.models.mat.FormulaWeights;
import org.restauro.training.Golden;
import org.restauro.training.Loss;
import org.restauro.training.PhaseStep;
import org.restauro.training.TrainingBatch;

/** Losses and gradients of GenForce's training, against the original's values, for every case. */
@Tag("slow")
class GanLossGoldenTest {
    private final ComputePolicy policy =
            ComputePolicy.parse(System.getProperty("policy", "float32,channels-last,cpu"));

    @TestFactory
    Stream<DynamicTest> losses_and_gradients_are_met() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode file : Golden.files("genforce_training.*\\.json")) {
            for (Map.Entry<String, JsonNode> e : file.properties()) {
                if (e.getValue().has("d_loss") && e.getValue().has("G_kwargs_train")) {
                    tests.add(
                            DynamicTest.dynamicTest(
                                    e.getKey(), () -> train(e.getKey(), e.getValue())));
                }
            }
        }
        return tests.stream();
    }

    private void train(String name, JsonNode golden) {
        GanFamily family = GanFamily.parse(golden.get("kind").asText());
        int side = golden.get("resolution").asInt();
        double lod = golden.path("lod").asDouble(0);
        try (GanGenerator g = GanNetworks.generator(GeneratorConfig.published(family, side, 0));
                GanDiscriminator d =
                        GanNetworks.discriminator(DiscriminatorConfig.published(family, side, 0))) {
            g.load(FormulaWeights.fillGenforce(g, golden.get("G_seed").asLong(), false), policy);
            d.load(FormulaWeights.fillGenforce(d, golden.get("D_seed").asLong(), false), policy);
            g.setLevelOfDetail(lod);
            d.setLevelOfDetail(lod);
            GanLossSettings settings =
                    GanLossSettings.published(GanFamily.STYLEGAN)
                            .withPenalties(
                                    golden.get("r1_gamma").asDouble(),
                                    golden.get("r2_gamma").asDouble(),
                                    1)
                            .with(sampling(golden.get("G_kwargs_train")));
            GanLoss loss = new GanLoss(g, d, null, settings);
            TrainingBatch batch = batch(golden);
            preprocessed(name, golden, batch, side, lod);
            average(name, g, golden.at("/w_avg_first3_before_after_d_step/0"));
            discriminator(name, golden, d, loss, batch);
            average(name, g, golden.at("/w_avg_first3_before_after_d_step/1"));
            Loss main = loss.generatorMain();
            StateDict before = g.stateDict();
            float[] other = GoldenSteps.shaken(z(golden, 1));
            Map<String, float[]> nearby;
            try (PhaseStep step = GoldenSteps.compute(g, main, batch, policy, other, null)) {
                nearby = GoldenSteps.copies(step);
            }
            g.load(before, policy);
            try (PhaseStep step = GoldenSteps.compute(g, main, batch, policy, z(golden, 1), null)) {
                double total = step.terms().mean("Loss/G/loss");
                GoldenSteps.value(name + " G total", total, golden.at("/g_loss/total").asDouble());
                GoldenSteps.gradients(
                        name + " G", step, nearby, golden.at("/g_loss/grads"), GoldenSteps.SAME);
            }
        }
    }

    private void discriminator(
            String name, JsonNode golden, GanDiscriminator d, GanLoss loss, TrainingBatch batch) {
        try (PhaseStep step =
                GoldenSteps.compute(
                        d, loss.discriminatorMain(), batch, policy, z(golden, 0), null)) {
            double judged = step.terms().mean("Loss/D/loss");
            double total = judged;
            JsonNode expected = golden.get("d_loss");
            GoldenSteps.value(name + " D loss", judged, expected.get("d_loss").asDouble());
            for (String kind : List.of("real", "fake")) {
                String term = kind.equals("real") ? "Loss/r1_penalty" : "Loss/r2_penalty";
                double gamma = golden.get(kind.equals("real") ? "r1_gamma" : "r2_gamma").asDouble();
                if (gamma > 0) {
                    double penalty = step.terms().mean(term);
                    total += gamma / 2 * penalty;
                    GoldenSteps.value(
                            name + " " + kind + " penalty",
                            penalty,
                            expected.get(kind + "_grad_penalty").asDouble());
                }
            }
            GoldenSteps.value(name + " D total", total, expected.get("total").asDouble());
            GoldenSteps.gradients(
                    name + " D",
                    step,
                    GoldenSteps.copies(step),
                    expected.get("grads"),
                    GoldenSteps.SAME);
        }
    }

    private static Sampling sampling(JsonNode kwargs) {
        return new Sampling(
                new Truncation(
                        kwargs.get("trunc_psi").asDouble(), kwargs.get("trunc_layers").asInt()),
                kwargs.get("randomize_noise").asBoolean() ? LayerNoise.RANDOM : LayerNoise.CONST,
                kwargs.get("style_mixing_prob").asDouble(),
                kwargs.get("w_moving_decay").asDouble());
    }

    private static float[] z(JsonNode golden, int i) {
        return FormulaWeights.sequence(
                golden.get("z_seeds").get(i).asLong(),
                golden.get("batch").asInt() * 512,
                Math.sqrt(3));
    }

    private static TrainingBatch batch(JsonNode golden) {
        int n = golden.get("batch").asInt();
        int s = golden.get("image_size").asInt();
        float[] images =
                FormulaWeights.sequence(golden.get("image_seed").asLong(), n * 3 * s * s, 1);
        return new TrainingBatch(n, s, images, new float[0], new float[0]);
    }

    private void preprocessed(
            String name, JsonNode golden, TrainingBatch batch, int side, double lod) {
        JsonNode expected = golden.get("preprocessed_image");
        if (expected == null) {
            return;
        }
        try (Pass pass = Pass.inference(policy, Noise.seeded(0));
                NDArray images =
                        pass.array(batch.images(), batch.size(), 3, batch.side(), batch.side());
                NDArray shown = RealImages.at(images, side, lod)) {
            double[] samples = Golden.samples(Ops.floats(shown));
            for (int i = 0; i < samples.length; i++) {
                assertThat(Math.abs(samples[i] - expected.get("samples").get(i).asDouble()))
                        .as(name + " image " + i)
                        .isLessThan(1e-6);
            }
        }
    }

    private static void average(String name, GanGenerator g, JsonNode expected) {
        if (expected.isMissingNode()) {
            return;
        }
        float[] average = g.stateDict().get("truncation.w_avg").toFloats();
        for (int i = 0; i < expected.size(); i++) {
            assertThat(Math.abs(average[i] - expected.get(i).asDouble()))
                    .as(name + " w_avg " + i)
                    .isLessThan(1e-5);
        }
    }
}
