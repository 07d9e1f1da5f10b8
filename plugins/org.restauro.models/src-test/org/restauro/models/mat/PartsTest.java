// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.mat;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.MemoryFormat;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.models.inpaint.NoiseMode;
import org.restauro.models.inpaint.Sampling;

class PartsTest {
    private static final ComputePolicy PARTED =
            ComputePolicy.parse("float32,channels-last,cpu,threads=1");
    private static final int H = 256;
    private static final int W = 384;

    @Test
    void levels_in_parts_paint_what_whole_levels_paint() {
        MatConfig config = MatConfig.small(128);
        float[] image = FormulaWeights.sequence(7, 3 * H * W, 1);
        float[] mask = mask();
        for (NoiseMode noise : NoiseMode.values()) {
            float[] z = FormulaWeights.sequence(9, config.zDim(), 1);
            Sampling sampling = new Sampling(z, 0.7f, noise, new long[] {4});
            float[] parted;
            float[] whole;
            try (MatInpaintingNetwork network = MatModels.formulaFilled(config, PARTED)) {
                parted = network.inpaint(image, mask, 1, H, W, sampling);
            }
            ComputePolicy plain = PARTED.with(MemoryFormat.CONTIGUOUS);
            try (MatInpaintingNetwork network = MatModels.formulaFilled(config, plain)) {
                whole = network.inpaint(image, mask, 1, H, W, sampling);
            }

            double range = 0;
            double difference = 0;
            for (int i = 0; i < whole.length; i++) {
                range = Math.max(range, Math.abs(whole[i]));
                difference = Math.max(difference, Math.abs(whole[i] - parted[i]));
            }
            assertThat(difference / range).as("noise %s", noise).isLessThan(1e-5);
        }
    }

    @Test
    void parts_hold_every_hole_once_and_the_levels_below_hold_what_they_look_at() {
        long seed = Long.getLong("seed", 11);
        float[] mask = new float[64 * 96];
        Arrays.fill(mask, 1);
        Random random = new Random(seed);
        for (int i = 0; i < 12; i++) {
            mask[random.nextInt(mask.length)] = 0;
        }
        try (Pass pass = Pass.inference(PARTED, Noise.seeded(1));
                NDArray array = pass.array(mask, 1, 1, 64, 96)) {
            Parts parts = Parts.of(array, 16 * 24, 96 * 8);

            int[] seen = counts(parts.at(64), 64, 96);
            for (int i = 0; i < mask.length; i++) {
                assertThat(seen[i]).as("seed %d, pixel %d", seed, i).isLessThan(2);
                assertThat(mask[i] == 1 || seen[i] == 1).as("seed %d, %d", seed, i).isTrue();
            }
            int[] below = counts(parts.at(32), 32, 48);
            Part small = new Part(0, 32, 0, 48);
            for (Part part : parts.at(64)) {
                Part wanted = part.grown(1, small.doubled()).below(small);
                for (int y = wanted.top(); y < wanted.bottom(); y++) {
                    for (int x = wanted.left(); x < wanted.right(); x++) {
                        assertThat(below[y * 48 + x]).as("seed %d", seed).isEqualTo(1);
                    }
                }
            }
            assertThat(parts.at(8)).isNull();
            assertThat(parts.isLast(64)).isTrue();
            assertThat(parts.isLast(32)).isFalse();
        }
    }

    @Test
    void nothing_is_divided_in_training_without_holes_or_for_small_maps() {
        float[] holes = new float[32 * 32];
        float[] known = new float[256 * 256];
        Arrays.fill(known, 1);
        try (Pass pass = Pass.inference(PARTED, Noise.seeded(1));
                NDArray small = pass.array(holes, 1, 1, 32, 32);
                NDArray whole = pass.array(known, 1, 1, 256, 256);
                NDArray large = pass.array(new float[256 * 256], 1, 1, 256, 256)) {
            assertThat(Parts.of(pass, small)).isNull();
            assertThat(Parts.of(pass, whole)).isNull();
            assertThat(Parts.of(pass, large).at(256)).hasSize(4);
            try (Pass recording = Pass.training(PARTED, Noise.seeded(1));
                    Pass moving = Pass.moving(PARTED, Noise.seeded(1))) {
                assertThat(Parts.of(recording, large)).isNull();
                assertThat(Parts.of(moving, large)).isNull();
            }
        }
    }

    private static int[] counts(List<Part> parts, int h, int w) {
        int[] counts = new int[h * w];
        for (Part part : parts) {
            for (int y = part.top(); y < part.bottom(); y++) {
                for (int x = part.left(); x < part.right(); x++) {
                    counts[y * w + x]++;
                }
            }
        }
        return counts;
    }

    private static float[] mask() {
        float[] mask = new float[H * W];
        Arrays.fill(mask, 1);
        int[][] holes = {{3, 5, 20, 9}, {100, 200, 40, 60}, {240, 370, 16, 14}, {60, 0, 9, 30}};
        for (int[] hole : holes) {
            for (int y = hole[0]; y < hole[0] + hole[2]; y++) {
                Arrays.fill(mask, y * W + hole[1], y * W + hole[1] + hole[3], 0);
            }
        }
        return mask;
    }
}
