// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.weights.Safetensors;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;
import org.restauro.images.PixelImage;
import org.restauro.models.GoldenJson;
import org.restauro.models.inception.FidInception.Tap;
import org.restauro.models.mat.FormulaWeights;

/** FID's Inception against torch-fidelity's, with formula-filled weights. */
class FidInceptionTest {
    private static final ComputePolicy POLICY = ComputePolicy.parse("float32,cpu,threads=1");

    private static JsonNode golden;
    private static StateDict weights;

    @BeforeAll
    static void fills_the_network() throws IOException {
        golden = GoldenJson.read("inception.json");
        try (FidInception network = new FidInception()) {
            weights = FormulaWeights.fillPlain(network, golden.get("weights_seed").asLong());
            assertThat(network.state()).hasSize(golden.get("state_dict_entries").asInt());
            assertThat(network.parameterCount()).isEqualTo(23_850_960);
        }
    }

    @AfterAll
    static void forgets_the_weights() {
        weights = null;
    }

    /** The golden pictures; bytes come channels first. */
    static PixelImage image(String name) {
        int offset = golden.get("image_seed_offset").asInt();
        int h = 64;
        int w = 64;
        if (name.startsWith("wave")) {
            String[] size = name.substring("wave_".length()).split("x");
            h = Integer.parseInt(size[0]);
            w = Integer.parseInt(size[size.length - 1]);
        }
        double[] noise =
                GoldenJson.lcg(
                        offset
                                + (name.endsWith("_a")
                                        ? 1
                                        : name.endsWith("_b") ? 2 : h == 299 ? 3 : 4),
                        3 * h * w);
        byte[] bytes = new byte[3 * h * w];
        for (int i = 0; i < noise.length; i++) {
            int c = i / (h * w);
            int y = i / w % h;
            int x = i % w;
            double value =
                    name.startsWith("noise")
                            ? (noise[i] + 1) * 128
                            : 128
                                    + 60
                                            * Math.sin((y + 4 * c) / 9.0)
                                            * Math.cos((x - 3 * c) / 13.0)
                                    + 20 * noise[i];
            bytes[(y * w + x) * 3 + c] = (byte) (int) Math.max(0, Math.min(255, Math.floor(value)));
        }
        return PixelImage.of8(w, h, 3, bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"noise_64_a", "noise_64_b", "wave_299", "wave_200x320"})
    void resizes_as_tensorflow_did(String name) throws IOException {
        JsonNode expected = golden.get("images").get(name);
        PixelImage image = image(name);
        long sum = 0;
        for (byte b : image.bytes8()) {
            sum += b & 0xFF;
        }
        assertThat(sum).isEqualTo(expected.get("byte_sum").asLong());
        float[] resized = InceptionInput.TENSORFLOW.resize(image);
        double mean = 0;
        for (float v : resized) {
            mean += v / resized.length;
        }
        assertThat(mean).isCloseTo(expected.get("resized_mean").asDouble(), within(1e-4));
        for (JsonNode sample : expected.get("resized_samples_[c,y,x]")) {
            JsonNode at = sample.get(0);
            int index = (at.get(0).asInt() * 299 + at.get(1).asInt()) * 299 + at.get(2).asInt();
            assertThat((double) resized[index]).isCloseTo(sample.get(1).asDouble(), within(1e-4));
        }
    }

    @Test
    void both_resize_rules_give_the_published_samples() throws IOException {
        JsonNode metrics = GoldenJson.read("metrics.json");
        double[] noise = GoldenJson.lcg(33, 40 * 52 * 3);
        byte[] bytes = new byte[noise.length];
        for (int i = 0; i < bytes.length; i++) {
            int y = i / (52 * 3);
            int x = i / 3 % 52;
            double v = 128 + 60 * Math.sin(y / 5.0) * Math.cos(x / 7.0) + 20 * noise[i];
            bytes[i] = (byte) (int) Math.max(0, Math.min(255, Math.floor(v)));
        }
        PixelImage image = PixelImage.of8(52, 40, 3, bytes);
        check(metrics.get("resize_A_to_299_tf_rule"), InceptionInput.TENSORFLOW, image);
        check(metrics.get("resize_A_to_299_half_pixel"), InceptionInput.HALF_PIXEL, image);
    }

    private static void check(JsonNode expected, InceptionInput rule, PixelImage image)
            throws IOException {
        float[] resized = rule.resize(image);
        double mean = 0;
        for (float v : resized) {
            mean += v / resized.length;
        }
        double worst = Math.abs(mean - expected.get("mean").asDouble());
        for (JsonNode sample : expected.get("samples")) {
            JsonNode at = sample.get(0);
            int index = (at.get(0).asInt() * 299 + at.get(1).asInt()) * 299 + at.get(2).asInt();
            worst = Math.max(worst, Math.abs(resized[index] - sample.get(1).asDouble()));
        }
        assertThat(worst).isLessThan(1e-4);
        GoldenJson.report("| resize to 299, %s | %.2e |", rule, worst);
    }

    @Test
    void features_logits_and_taps_equal_those_of_the_port() throws IOException {
        compare("noise_64_a");
    }

    @Test
    @Tag("slow")
    void other_pictures_too() throws IOException {
        compare("noise_64_b");
        compare("wave_299");
        compare("wave_200x320");
    }

    private static void compare(String name) throws IOException {
        JsonNode expected = golden.get("images").get(name);
        try (FidInception network = new FidInception()) {
            network.loadPublished(weights, POLICY);
            try (Pass pass = Pass.inference(POLICY, Noise.seeded(0))) {
                NDArray x =
                        pass.array(InceptionInput.TENSORFLOW.prepare(image(name)), 1, 3, 299, 299);
                Map<Tap, NDArray> out = network.forward(pass, x, Tap.values());
                Map<Tap, Double> worst = new HashMap<>();
                Map<Tap, String> fields =
                        Map.of(
                                Tap.POOL_64, "tap64_first4",
                                Tap.POOL_192, "tap192_first4",
                                Tap.POOL_768, "tap768_first4",
                                Tap.FEATURES, "pool2048_first16",
                                Tap.LOGITS, "logits_first8",
                                Tap.LOGITS_UNBIASED, "logits_unbiased_first8");
                fields.forEach(
                        (tap, field) -> {
                            float[] values = out.get(tap).toFloatArray();
                            int i = 0;
                            for (JsonNode e : expected.get(field)) {
                                worst.merge(tap, Math.abs(values[i++] - e.asDouble()), Math::max);
                            }
                        });
                double scale = expected.get("pool2048_stats").get("max").asDouble();
                assertThat(worst.get(Tap.FEATURES)).isLessThan(1e-5 * scale);
                assertThat(worst).allSatisfy((t, w) -> assertThat(w).isLessThan(1e-4));
                float[] features = out.get(Tap.FEATURES).toFloatArray();
                double mean = 0;
                for (float v : features) {
                    mean += v / features.length;
                }
                assertThat(mean)
                        .isCloseTo(
                                expected.get("pool2048_stats").get("mean").asDouble(),
                                within(1e-5));
                assertThat(network.logits(pass, features, true))
                        .containsExactly(out.get(Tap.LOGITS).toFloatArray());
                GoldenJson.report(
                        "| FID-Inception %s | %.2e | %.2e | %.2e |",
                        name,
                        worst.get(Tap.FEATURES),
                        worst.get(Tap.LOGITS),
                        Math.max(
                                worst.get(Tap.POOL_64),
                                Math.max(worst.get(Tap.POOL_192), worst.get(Tap.POOL_768))));
            }
        }
    }

    @Test
    @Tag("slow")
    void reads_files_with_the_names_of_either_port(@TempDir Path folder) throws IOException {
        StateDict nvidia = new StateDict();
        InceptionWeights.nvidiaNames()
                .forEach(
                        (theirs, ours) -> {
                            TensorData t = weights.get(ours);
                            // the archive may hold one value a channel in any shape
                            boolean flat = t.shape().length == 1;
                            nvidia.put(
                                    theirs,
                                    flat ? TensorData.of(t.toFloats(), 1, t.elements(), 1, 1) : t);
                        });
        nvidia.put("output.weight", weights.get("fc.weight"));
        nvidia.put("output.bias", weights.get("fc.bias"));
        Path file = folder.resolve("inception-2015-12-05.safetensors");
        Safetensors.write(file, nvidia, Map.of());
        try (FidInception network = FidInception.read(file, POLICY)) {
            StateDict loaded = network.stateDict();
            String name = "Mixed_7c.branch3x3dbl_3b.";
            assertThat(loaded.get(name + "conv.weight").sum())
                    .isEqualTo(weights.get(name + "conv.weight").sum());
            assertThat(loaded.get(name + "bn.running_var").toFloats())
                    .containsExactly(weights.get(name + "bn.running_var").toFloats());
            // NVIDIA's normalisation has no scale
            assertThat(loaded.get(name + "bn.weight").toFloats()).containsOnly(1);
        }
        StateDict other = new StateDict().put("layers.conv.alpha", weights.get("fc.bias"));
        Path wrong = folder.resolve("other.safetensors");
        Safetensors.write(wrong, other, Map.of());
        assertThatThrownBy(() -> FidInception.read(wrong, POLICY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other.safetensors")
                .hasMessageContaining("layers.conv.alpha");
    }

    @Test
    void refuses_images_of_another_size() {
        try (FidInception network = new FidInception();
                Pass pass = Pass.inference(POLICY, Noise.seeded(0))) {
            NDArray x = pass.array(new float[3 * 64 * 64], 1, 3, 64, 64);
            assertThatThrownBy(() -> network.forward(pass, x, Tap.FEATURES))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("(batch, 3, 299, 299)");
        }
    }
}
