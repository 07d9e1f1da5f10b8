// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.mat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.MemoryFormat;
import org.restauro.engine.Precision;
import org.restauro.engine.Torch;
import org.restauro.models.file.ModelDescription;
import org.restauro.models.file.ModelFile;
import org.restauro.models.inpaint.NoiseMode;
import org.restauro.models.inpaint.Sampling;

class MatInpaintingNetworkTest {
    private static final int SIDE = 32;
    private static final ComputePolicy POLICY = ComputePolicy.parse("float32,cpu,threads=1");

    private final Random random = new Random(5);
    private MatInpaintingNetwork network;

    @BeforeEach
    void open() {
        network = MatModels.formulaFilled(MatConfig.small(SIDE), POLICY);
    }

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void known_pixels_are_kept_to_the_bit_and_holes_are_filled() {
        float[] image = image(1, SIDE, SIDE);
        float[] mask = mask(1, SIDE, SIDE);
        float[] result = network.inpaint(image, mask, 1, SIDE, SIDE, sampling(1, 3));

        for (int i = 0; i < result.length; i++) {
            if (mask[i % (SIDE * SIDE)] == 1) {
                assertThat(result[i]).isEqualTo(image[i]);
            } else {
                assertThat(result[i]).isFinite().isNotEqualTo(image[i]);
            }
        }
    }

    @Test
    void the_same_seed_gives_the_same_values_and_another_seed_others() {
        float[] image = image(1, SIDE, SIDE);
        float[] mask = mask(1, SIDE, SIDE);
        float[] first = network.inpaint(image, mask, 1, SIDE, SIDE, sampling(1, 3));

        assertThat(network.inpaint(image, mask, 1, SIDE, SIDE, sampling(1, 3))).isEqualTo(first);
        assertThat(network.inpaint(image, mask, 1, SIDE, SIDE, sampling(1, 4))).isNotEqualTo(first);
    }

    @Test
    void a_sample_does_not_depend_on_its_batch_mates() {
        float[] images = image(3, SIDE, SIDE);
        float[] masks = mask(3, SIDE, SIDE);
        float[] all = network.inpaint(images, masks, 3, SIDE, SIDE, sampling(3, 1, 2, 3));
        int plane = SIDE * SIDE;
        Sampling second =
                new Sampling(
                        Arrays.copyOfRange(sampling(3, 1, 2, 3).z(), 32, 64),
                        0.7f,
                        NoiseMode.RANDOM,
                        new long[] {2});
        float[] alone =
                network.inpaint(
                        Arrays.copyOfRange(images, 3 * plane, 6 * plane),
                        Arrays.copyOfRange(masks, plane, 2 * plane),
                        1,
                        SIDE,
                        SIDE,
                        second);

        assertThat(Arrays.copyOfRange(all, 3 * plane, 6 * plane)).isEqualTo(alone);
    }

    @Test
    void multiples_of_the_built_size_work_with_every_noise() {
        for (NoiseMode mode : NoiseMode.values()) {
            for (int[] s : new int[][] {{64, 32}, {32, 96}, {64, 64}}) {
                float[] image = image(1, s[0], s[1]);
                float[] mask = mask(1, s[0], s[1]);
                Sampling sampling = new Sampling(sampling(1, 1).z(), 1, mode, new long[] {9});
                float[] result = network.inpaint(image, mask, 1, s[0], s[1], sampling);

                assertThat(result).hasSize(image.length);
                assertThat(result[s[1] * 10 + 10]).isFinite();
            }
        }
    }

    @Test
    void policies_agree() {
        float[] image = image(1, SIDE, SIDE);
        float[] mask = mask(1, SIDE, SIDE);
        float[] reference = network.inpaint(image, mask, 1, SIDE, SIDE, sampling(1, 3));
        double range = 0;
        for (float v : reference) {
            range = Math.max(range, Math.abs(v));
        }
        for (ComputePolicy policy :
                new ComputePolicy[] {
                    POLICY.with(MemoryFormat.CONTIGUOUS), POLICY.with(Precision.BFLOAT16)
                }) {
            double tolerance = policy.precision() == Precision.FLOAT32 ? 1e-4 : 0.2;
            try (MatInpaintingNetwork other =
                    MatModels.formulaFilled(MatConfig.small(SIDE), policy)) {
                float[] result = other.inpaint(image, mask, 1, SIDE, SIDE, sampling(1, 3));
                double largest = 0;
                for (int i = 0; i < result.length; i++) {
                    largest = Math.max(largest, Math.abs(result[i] - reference[i]));
                }
                assertThat(largest / range).as(policy.toString()).isLessThan(tolerance);
            }
        }
    }

    @Test
    void nothing_stays_alive_after_a_forward() {
        float[] image = image(1, SIDE, SIDE);
        float[] mask = mask(1, SIDE, SIDE);
        network.inpaint(image, mask, 1, SIDE, SIDE, sampling(1, 3));
        long before = Torch.liveArrays();
        for (int i = 0; i < 20; i++) {
            network.inpaint(image, mask, 1, SIDE, SIDE, sampling(1, i));
        }

        assertThat(Torch.liveArrays()).isEqualTo(before);
    }

    @Test
    void a_written_model_paints_the_same(@TempDir Path folder) throws Exception {
        MatConfig config = MatConfig.small(SIDE);
        Path file = folder.resolve("small.safetensors");
        var weights = FormulaWeights.fill(new MatGenerator(config), FormulaWeights.GENERATOR_SEED);
        ModelFile.write(
                file,
                new ModelDescription("mat", config.toJson(), "none", "formula", Map.of()),
                Map.of(ModelFile.GENERATOR, weights));
        float[] image = image(1, SIDE, SIDE);
        float[] mask = mask(1, SIDE, SIDE);
        float[] expected = network.inpaint(image, mask, 1, SIDE, SIDE, sampling(1, 3));

        try (MatInpaintingNetwork read = MatModels.load(file, POLICY)) {
            assertThat(read.config()).isEqualTo(config);
            assertThat(read.inpaint(image, mask, 1, SIDE, SIDE, sampling(1, 3)))
                    .isEqualTo(expected);
        }
    }

    @Test
    void says_which_input_does_not_fit() {
        float[] image = image(1, SIDE, SIDE);
        float[] mask = mask(1, SIDE, SIDE);

        assertThatThrownBy(() -> network.inpaint(image, mask, 1, 30, 32, sampling(1, 3)))
                .hasMessageContaining("32×30")
                .hasMessageContaining("multiples of 32");
        assertThatThrownBy(() -> network.inpaint(image, mask, 2, SIDE, SIDE, sampling(2, 3, 4)))
                .hasMessageContaining("images hold 3072 values; 6144");
        assertThatThrownBy(() -> network.inpaint(image, mask, 1, SIDE, SIDE, sampling(1, 3, 4)))
                .hasMessageContaining("seeds hold 2");
        network.close();
        assertThatThrownBy(() -> network.inpaint(image, mask, 1, SIDE, SIDE, sampling(1, 3)))
                .hasMessageContaining("closed");
    }

    private float[] image(int n, int h, int w) {
        float[] v = new float[n * 3 * h * w];
        for (int i = 0; i < v.length; i++) {
            v[i] = random.nextFloat() * 2 - 1;
        }
        return v;
    }

    private static float[] mask(int n, int h, int w) {
        float[] v = new float[n * h * w];
        for (int i = 0; i < v.length; i++) {
            int x = i % w;
            int y = i / w % h;
            v[i] = x > 5 && x < w / 2 && y > 8 && y < h - 7 ? 0 : 1;
        }
        return v;
    }

    private static Sampling sampling(int n, long... seeds) {
        return new Sampling(
                FormulaWeights.sequence(999, n * 32, 1.7), 0.7f, NoiseMode.RANDOM, seeds);
    }
}
