// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.ops.Ops;
import org.restauro.models.gan.DiscriminatorConfig;
import org.restauro.models.gan.GanDiscriminator;
import org.restauro.models.gan.GanFamily;
import org.restauro.models.gan.GanGenerator;
import org.restauro.models.gan.GanNetworks;
import org.restauro.models.gan.GeneratorConfig;
import org.restauro.models.gan.LatentSpace;
import org.restauro.models.gan.inversion.EncoderConfig;
import org.restauro.models.gan.inversion.InversionEncoder;
import org.restauro.models.mat.FormulaWeights;
import org.restauro.models.perceptual.Vgg16;
import org.restauro.training.Golden;
import org.restauro.training.Phase;
import org.restauro.training.PhaseStep;
import org.restauro.training.StepNoise;
import org.restauro.training.Terms;
import org.restauro.training.TrainingBatch;
import org.restauro.training.optim.Adam;
import org.restauro.training.optim.AdamSettings;

/** A step of encoder training at 32 against the original's losses, gradients and statistics. */
@Tag("slow")
class EncoderLossGoldenTest {
    private static final int SIDE = 32;
    private static final double VALUE = 1e-4;
    private static final double NORM = 1e-3;
    private static final double SAMPLE = 1e-3;

    /** How many times their own variation gradients may differ. */
    private static final double VARIATION = 5;

    private static final long SHAKE_SEED = 4711;

    /** Gradients below this share of the total norm vanish in exact arithmetic. */
    private static final double NOISE = 1e-6;

    private final ComputePolicy policy =
            ComputePolicy.parse(System.getProperty("policy", "float32,channels-last,cpu"));

    @TestFactory
    Stream<DynamicTest> losses_and_gradients_are_met() {
        return Golden.files("genforce_training\\.json").stream()
                .map(g -> DynamicTest.dynamicTest("encoder", () -> compare(g.get("encoder"))));
    }

    private void compare(JsonNode golden) {
        EncoderConfig config =
                EncoderConfig.published(SIDE, 18, Collections.nCopies(8, 512), List.of(2, 2, 4));
        try (InversionEncoder e = new InversionEncoder(config);
                GanGenerator g =
                        GanNetworks.generator(
                                GeneratorConfig.published(GanFamily.STYLEGAN, SIDE, 0));
                GanDiscriminator d =
                        GanNetworks.discriminator(
                                DiscriminatorConfig.published(GanFamily.STYLEGAN, SIDE, 0));
                Vgg16 vgg = new Vgg16()) {
            e.load(FormulaWeights.fillGenforce(e, seed(golden, "encoder_seed"), true), policy);
            g.load(FormulaWeights.fillGenforce(g, seed(golden, "G_seed"), false), policy);
            d.load(FormulaWeights.fillGenforce(d, seed(golden, "D_seed"), false), policy);
            vgg.load(FormulaWeights.fillPlain(vgg, seed(golden, "vgg16_seed")), policy);
            EncoderLossSettings settings =
                    new EncoderLossSettings(
                            golden.get("perceptual_lw").asDouble(),
                            golden.get("adv_lw").asDouble(),
                            golden.get("r1_gamma").asDouble(),
                            0);
            LatentSpace space = LatentSpace.valueOf(golden.get("space").asText().toUpperCase());
            EncoderLoss loss = new EncoderLoss(new Autoencoder(e, g, space), d, vgg, settings);
            int n = golden.get("batch").asInt();
            float[] images =
                    FormulaWeights.sequence(seed(golden, "image_seed"), n * 3 * SIDE * SIDE, 1);
            TrainingBatch batch = new TrainingBatch(n, SIDE, images, new float[0], new float[0]);
            AdamSettings adam = AdamSettings.gan(1e-4);
            try (Adam ea = new Adam(e, adam, policy);
                    Adam da = new Adam(d, adam, policy)) {
                List<Phase> phases = loss.phases(ea, da);
                try (PhaseStep step = step(phases.get(0), batch)) {
                    statistics(e, golden);
                    try (PhaseStep other = step(phases.get(0), shaken(batch))) {
                        encoder(step, other, golden.get("e_loss"), settings);
                    }
                }
                try (PhaseStep step = step(phases.get(1), batch);
                        PhaseStep other = step(phases.get(1), shaken(batch))) {
                    discriminator(step, other, golden.get("d_loss"), settings);
                }
            }
        }
    }

    private static long seed(JsonNode golden, String name) {
        return golden.get(name).asLong();
    }

    private PhaseStep step(Phase phase, TrainingBatch batch) {
        return PhaseStep.compute(phase, 0, batch, batch.size(), policy, StepNoise.seeded(0));
    }

    /**
     * The same pictures but for a millionth. Normalised over a batch of two, a code is 1 or −1
     * whatever the pictures are, so that gradients hang on the few codes that are nearly equal, and
     * vary by a thousandth.
     */
    private static TrainingBatch shaken(TrainingBatch batch) {
        float[] images = batch.images().clone();
        float[] by = FormulaWeights.sequence(SHAKE_SEED, images.length, 1e-6);
        for (int i = 0; i < images.length; i++) {
            images[i] += by[i];
        }
        return new TrainingBatch(batch.size(), SIDE, images, new float[0], new float[0]);
    }

    private static void encoder(
            PhaseStep step, PhaseStep other, JsonNode expected, EncoderLossSettings settings) {
        Terms terms = step.terms();
        near("reconstruction", terms.mean("Loss/E/reconstruction"), expected.get("recon_loss"));
        near(
                "adversarial",
                terms.mean("Loss/E/adversarial") * settings.adversarialWeight(),
                expected.get("adv_loss"));
        near("encoder total", terms.mean("Loss/E/loss"), expected.get("total"));
        gradients("encoder", step, other, expected.get("grads"));
    }

    private static void discriminator(
            PhaseStep step, PhaseStep other, JsonNode expected, EncoderLossSettings settings) {
        Terms terms = step.terms();
        double penalty = terms.mean("Loss/r1_penalty");
        double fake = terms.mean("Loss/D/fake");
        double real = terms.mean("Loss/D/real");
        near("fake", fake, expected.get("loss_fake"));
        near("real", real, expected.get("loss_real"));
        near("penalty", penalty, expected.get("real_grad_penalty"));
        near(
                "discriminator total",
                fake + real + settings.r1Gamma() / 2 * penalty,
                expected.get("total"));
        gradients("discriminator", step, other, expected.get("grads"));
    }

    private static void statistics(InversionEncoder e, JsonNode golden) {
        for (String which : List.of("running_mean", "running_var")) {
            float[] values = e.stateDict().get("bn1." + which).toFloats();
            JsonNode expected = golden.get("bn1_" + which + "_after_one_forward");
            for (int i = 0; i < expected.size(); i++) {
                assertThat((double) values[i]).isCloseTo(expected.get(i).asDouble(), within(1e-5));
            }
        }
    }

    private static void gradients(
            String title, PhaseStep step, PhaseStep other, JsonNode expected) {
        double total = expected.get("total_norm").asDouble();
        double norms = Math.abs(step.gradientNorm() / total - 1);
        double samples = 0;
        double ownNorms = 0;
        double ownSamples = 0;
        int noise = 0;
        Map<String, NDArray> actual = step.gradients().byName();
        Map<String, NDArray> varied = other.gradients().byName();
        for (Map.Entry<String, JsonNode> entry : expected.get("params").properties()) {
            float[] values = Ops.floats(actual.get(entry.getKey()));
            double norm = entry.getValue().get("norm").asDouble();
            if (norm < NOISE * total) {
                noise++;
                assertThat(Golden.norm(values)).isLessThan(NOISE * total);
                continue;
            }
            double[] wanted = doubles(entry.getValue().get("s"));
            float[] variation = Ops.floats(varied.get(entry.getKey()));
            double size = norm / Math.sqrt(values.length);
            norms = Math.max(norms, Math.abs(Golden.norm(values) / norm - 1));
            ownNorms =
                    Math.max(ownNorms, Math.abs(Golden.norm(variation) / Golden.norm(values) - 1));
            samples = Math.max(samples, far(Golden.samples(values), wanted, size));
            ownSamples =
                    Math.max(
                            ownSamples,
                            far(Golden.samples(variation), Golden.samples(values), size));
        }
        Golden.report(
                "| encoder training, gradients of the %s (%d of rounding noise left out) | norm"
                        + " %.1e | samples %.1e | a millionth of the pictures: %.1e, %.1e |",
                title, noise, norms, samples, ownNorms, ownSamples);
        assertThat(norms).isLessThan(Math.max(NORM, VARIATION * ownNorms));
        assertThat(samples).isLessThan(Math.max(SAMPLE, VARIATION * ownSamples));
    }

    /** Largest difference by the largest wanted value, or by the tensor's usual one. */
    private static double far(double[] found, double[] wanted, double usual) {
        double size = Math.max(usual, Arrays.stream(wanted).map(Math::abs).max().orElseThrow());
        double largest = 0;
        for (int i = 0; i < found.length; i++) {
            largest = Math.max(largest, Math.abs(found[i] - wanted[i]) / size);
        }
        return largest;
    }

    private static double[] doubles(JsonNode list) {
        double[] values = new double[list.size()];
        Arrays.setAll(values, i -> list.get(i).asDouble());
        return values;
    }

    private static void near(String what, double actual, JsonNode expected) {
        double difference = Math.abs(actual / expected.asDouble() - 1);
        Golden.report("| encoder training: %s | %.1e |", what, difference);
        assertThat(difference).as(what).isLessThan(VALUE);
    }
}
