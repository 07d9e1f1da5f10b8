// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.engine.ops.Gradients;
import org.restauro.engine.ops.Ops;
import org.restauro.models.GoldenJson;
import org.restauro.models.mat.FormulaWeights;

/** A discriminator's step of training at 32, against the original's values, for every case. */
@Tag("slow")
class GanTrainingGoldenTest {
    private final ComputePolicy policy =
            ComputePolicy.parse(System.getProperty("policy", "float32,channels-last,cpu"));

    @TestFactory
    Stream<DynamicTest> judgements_and_penalties_of_training_are_met() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Map.Entry<String, JsonNode> e :
                GoldenJson.read("genforce_training.json").properties()) {
            if (e.getValue().has("d_loss") && e.getValue().has("G_kwargs_train")) {
                tests.add(
                        DynamicTest.dynamicTest(e.getKey(), () -> train(e.getKey(), e.getValue())));
            }
        }
        return tests.stream();
    }

    /** Losses of a step of the discriminator, and the mean of styles that it moves. */
    private void train(String name, JsonNode golden) throws IOException {
        GanFamily family = GanFamily.parse(golden.get("kind").asText());
        int n = golden.get("batch").asInt();
        double lod = golden.path("lod").asDouble(0);
        float[] z =
                FormulaWeights.sequence(golden.at("/z_seeds/0").asLong(), n * 512, Math.sqrt(3));
        Sampling sampling = new Sampling(Truncation.NONE, LayerNoise.CONST, 0, 0.995);
        try (GanGenerator g =
                        GanNetworks.generator(
                                GeneratorConfig.published(family, GanGoldenTest.SIDE, 0));
                GanDiscriminator d =
                        GanNetworks.discriminator(
                                DiscriminatorConfig.published(family, GanGoldenTest.SIDE, 0))) {
            g.load(FormulaWeights.fillGenforce(g, golden.get("G_seed").asLong(), false), policy);
            d.load(FormulaWeights.fillGenforce(d, golden.get("D_seed").asLong(), false), policy);
            g.setLevelOfDetail(lod);
            d.setLevelOfDetail(lod);
            try (Pass moving = Pass.moving(policy, new GanGoldenTest.NoDraws());
                    Pass pass = Pass.training(policy, new GanGoldenTest.NoDraws());
                    NDArray latents = moving.array(z, n, 512);
                    NDArray fake = g.generate(moving, latents, null, sampling);
                    NDArray scores = d.judge(pass, fake, null)) {
                long seed = golden.get("image_seed").asLong();
                int side = golden.get("image_size").asInt();
                float[] images = FormulaWeights.sequence(seed, n * 3 * side * side, 1);
                float[] seen = preprocessed(images, side, lod);
                NDArray real =
                        Gradients.require(
                                pass.array(seen, n, 3, GanGoldenTest.SIDE, GanGoldenTest.SIDE));
                NDArray judged = d.judge(pass, real, null);
                relative(
                        name + " scores",
                        softplus(Ops.floats(scores), 1) + softplus(Ops.floats(judged), -1),
                        golden.at("/d_loss/d_loss").asDouble());
                double penalty = 0;
                for (float v : Ops.floats(Gradients.of(judged, List.of(real)).get(0))) {
                    penalty += (double) v * v / n;
                }
                relative(
                        name + " penalty",
                        penalty,
                        golden.at("/d_loss/real_grad_penalty").asDouble());
                JsonNode average = golden.at("/w_avg_first3_before_after_d_step/1");
                GanGoldenTest.values(
                        name + " w_avg",
                        g.stateDict().get("truncation.w_avg").toFloats(),
                        0,
                        average);
            }
        }
    }

    /** Real pictures as they are shown at a level of detail: faded, then repeated to full size. */
    private static float[] preprocessed(float[] images, int side, double lod) {
        double alpha = lod - Math.floor(lod);
        int factor = GanGoldenTest.SIDE / side;
        float[] out = new float[images.length * factor * factor];
        for (int i = 0; i < out.length; i++) {
            int x = i % GanGoldenTest.SIDE / factor;
            int y = i / GanGoldenTest.SIDE % GanGoldenTest.SIDE / factor;
            int base = i / (GanGoldenTest.SIDE * GanGoldenTest.SIDE) * side * side;
            int corner = base + (y & ~1) * side + (x & ~1);
            double mean =
                    ((double) images[corner]
                                    + images[corner + 1]
                                    + images[corner + side]
                                    + images[corner + side + 1])
                            / 4;
            out[i] = (float) (images[base + y * side + x] * (1 - alpha) + mean * alpha);
        }
        return out;
    }

    private static double softplus(float[] scores, int sign) {
        double sum = 0;
        for (float s : scores) {
            sum += Math.log1p(Math.exp(sign * s)) / scores.length;
        }
        return sum;
    }

    private static void relative(String what, double actual, double expected) throws IOException {
        double difference = Math.abs(actual / expected - 1);
        GoldenJson.report("| %s | %.2e | %.2e |", what, Math.abs(actual - expected), difference);
        assertThat(difference).as(what).isLessThan(GanGoldenTest.TOLERANCE);
    }
}
