// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.Precision;
import org.restauro.engine.Torch;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.ops.Ops;
import org.restauro.models.GoldenJson;
import org.restauro.models.gan.DiscriminatorConfig;
import org.restauro.models.gan.GanDiscriminator;
import org.restauro.models.gan.GanFamily;
import org.restauro.models.gan.GanGenerator;
import org.restauro.models.gan.GanNetworks;
import org.restauro.models.gan.GeneratorConfig;
import org.restauro.models.gan.LatentSpace;
import org.restauro.models.mat.FormulaWeights;
import org.restauro.models.perceptual.Vgg16;

/** The inversion encoder against the original's values, names and arithmetic. */
class InversionEncoderTest {
    private static final EncoderConfig GOLDEN =
            EncoderConfig.published(32, 18, List.of(64, 32, 16), List.of(1, 2));

    private final ComputePolicy policy = ComputePolicy.REFERENCE;

    @Test
    void golden_codes_are_met() throws IOException {
        JsonNode golden = GoldenJson.read("genforce_networks.json").get("encoder_32");
        try (InversionEncoder e = new InversionEncoder(GOLDEN)) {
            assertThat(e.state()).hasSize(golden.get("state_keys").asInt());
            e.load(FormulaWeights.fillGenforce(e, 2024, true), policy);
            try (Pass pass = Pass.inference(policy, Noise.seeded(1));
                    NDArray x =
                            pass.array(
                                    FormulaWeights.sequence(777, 2 * 3 * 32 * 32, 1),
                                    2,
                                    3,
                                    32,
                                    32);
                    NDArray y = e.forward(pass, x)) {
                assertThat(y.getShape().getShape()).containsExactly(2, 3, 64);
                float[] codes = Ops.floats(y);
                int[] from = {0, 64, 128, 128 + 14};
                double largest = 0;
                double sum = 0;
                for (int i = 0; i < from.length; i++) {
                    for (int k = 0; k < 4; k++) {
                        double expected = golden.get("samples").get(i).get(k).asDouble();
                        largest = Math.max(largest, Math.abs(codes[from[i] + k] - expected));
                    }
                }
                for (float v : codes) {
                    sum += v;
                }
                double mean = golden.get("mean").asDouble();
                largest = Math.max(largest, Math.abs(sum / codes.length - mean));
                GoldenJson.report("| encoder_32 | %.2e | %.2e |", largest, largest);
                assertThat(largest).isLessThan(1e-4);
            }
        }
    }

    @Tag("slow")
    @Test
    void the_losses_of_encoder_training_are_met() throws IOException {
        JsonNode golden = GoldenJson.read("genforce_training.json").get("encoder");
        EncoderConfig config =
                EncoderConfig.published(32, 18, Collections.nCopies(8, 512), List.of(2, 2, 4));
        try (InversionEncoder e = new InversionEncoder(config);
                GanGenerator g =
                        GanNetworks.generator(
                                GeneratorConfig.published(GanFamily.STYLEGAN, 32, 0));
                GanDiscriminator d =
                        GanNetworks.discriminator(
                                DiscriminatorConfig.published(GanFamily.STYLEGAN, 32, 0));
                Vgg16 vgg = new Vgg16()) {
            e.load(
                    FormulaWeights.fillGenforce(e, golden.get("encoder_seed").asLong(), true),
                    policy);
            g.load(FormulaWeights.fillGenforce(g, golden.get("G_seed").asLong(), false), policy);
            d.load(FormulaWeights.fillGenforce(d, golden.get("D_seed").asLong(), false), policy);
            vgg.load(FormulaWeights.fillPlain(vgg, golden.get("vgg16_seed").asLong()), policy);
            int n = golden.get("batch").asInt();
            float[] real =
                    FormulaWeights.sequence(golden.get("image_seed").asLong(), n * 3 * 32 * 32, 1);
            try (Pass training = Pass.moving(policy, Noise.seeded(1));
                    Pass pass = Pass.inference(policy, Noise.seeded(1));
                    NDArray x = pass.array(real, n, 3, 32, 32);
                    NDArray codes = e.forward(training, x);
                    NDArray y = g.synthesise(pass, codes, LatentSpace.WP, LayerNoise.CONST);
                    NDArray fx = vgg.forward(pass, x);
                    NDArray fy = vgg.forward(pass, y);
                    NDArray scores = d.judge(pass, y, null)) {
                double reconstruction =
                        error(real, Ops.floats(y))
                                + golden.get("perceptual_lw").asDouble()
                                        * error(Ops.floats(fx), Ops.floats(fy));
                double adversarial = 0;
                for (float s : Ops.floats(scores)) {
                    adversarial += Math.log1p(Math.exp(-s)) / n;
                }
                adversarial *= golden.get("adv_lw").asDouble();
                near("reconstruction", reconstruction, golden.at("/e_loss/recon_loss").asDouble());
                near("adversarial", adversarial, golden.at("/e_loss/adv_loss").asDouble());
            }
            averages(e, "running_mean", golden);
            averages(e, "running_var", golden);
        }
    }

    private static void averages(InversionEncoder e, String which, JsonNode golden) {
        float[] values = e.stateDict().get("bn1." + which).toFloats();
        JsonNode expected = golden.get("bn1_" + which + "_after_one_forward");
        for (int i = 0; i < expected.size(); i++) {
            assertThat((double) values[i]).isCloseTo(expected.get(i).asDouble(), within(1e-5));
        }
    }

    private static void near(String what, double actual, double expected) throws IOException {
        double difference = Math.abs(actual / expected - 1);
        GoldenJson.report(
                "| encoder %s | %.2e | %.2e |", what, Math.abs(actual - expected), difference);
        assertThat(difference).as(what).isLessThan(1e-4);
    }

    private static double error(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
        }
        return sum / a.length;
    }

    @Test
    void names_are_the_published_ones() throws IOException {
        List<Integer> sizes = new ArrayList<>(Collections.nCopies(8, 1024));
        sizes.addAll(List.of(512, 512, 256, 256, 128, 128));
        InversionEncoder e =
                new InversionEncoder(EncoderConfig.published(256, 18, sizes, List.of(4, 4, 6)));
        assertThat(e.parameterCount()).isEqualTo(126_166_848);
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, Parameter> p : e.state().entrySet()) {
            String kind = p.getValue().kind() == Parameter.Kind.PARAMETER ? "P " : "B ";
            String shape =
                    Arrays.stream(p.getValue().shape())
                            .mapToObj(Long::toString)
                            .collect(Collectors.joining("x"));
            lines.add((kind + p.getKey() + " " + shape).strip());
        }
        assertThat(lines).containsExactlyElementsOf(expected());
    }

    private static List<String> expected() throws IOException {
        try (InputStream in = GanGenerator.class.getResourceAsStream("genforce_state_dict.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .dropWhile(l -> !l.startsWith("# Encoder"))
                    .skip(1)
                    .takeWhile(l -> !l.startsWith("#"))
                    .toList();
        }
    }

    @Test
    void every_depth_and_option_makes_codes_and_leaves_nothing_behind() {
        long before = Torch.liveArrays();
        for (int depth : new int[] {18, 34, 50, 101, 152}) {
            for (int option = 0; option < 3; option++) {
                List<Integer> heads = option == 2 ? List.of(3) : List.of(1, 1, 1);
                EncoderConfig config =
                        new EncoderConfig(
                                32,
                                List.of(6, 4, 2),
                                heads,
                                3,
                                depth,
                                4,
                                8,
                                option != 1,
                                8,
                                option != 0,
                                8);
                try (InversionEncoder e = new InversionEncoder(config)) {
                    e.initialise(policy, Noise.seeded(depth));
                    float[] full = codes(e, policy);
                    assertThat(full).hasSize(2 * 3 * 6);
                    assertThat(full[5]).isNotZero();
                    assertThat(Arrays.copyOfRange(full, 10, 12)).containsOnly(0);
                    if (depth == 50) {
                        float[] less = codes(e, policy.with(Precision.BFLOAT16));
                        assertThat(less[0]).isCloseTo(full[0], within(0.1f));
                    }
                }
            }
        }
        assertThat(Torch.liveArrays()).isEqualTo(before);
    }

    private static float[] codes(InversionEncoder e, ComputePolicy policy) {
        try (Pass pass = Pass.inference(policy, Noise.seeded(1));
                NDArray x =
                        pass.array(FormulaWeights.sequence(5, 2 * 3 * 32 * 32, 1), 2, 3, 32, 32);
                NDArray y = e.forward(pass, x)) {
            return Ops.floats(y);
        }
    }

    @Test
    void says_what_is_wrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EncoderConfig.published(32, 20, List.of(8), List.of(1)))
                .withMessageContaining("20");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                EncoderConfig.published(
                                        32, 18, List.of(8, 8, 8, 8), List.of(1, 1, 1, 1)))
                .withMessageContaining("1 to 3 heads");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EncoderConfig.published(8, 18, List.of(8), List.of(1)))
                .withMessageContaining("16 to 1024");
    }
}
