// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.restauro.engine.ComputePolicy;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;
import org.restauro.models.mat.MatConfig;
import org.restauro.models.mat.MatModels;

/** The inpainter with a real network, a small MAT with weights from the formula. */
class MatInpainterTest {
    private static final int BUILT = 32;

    @Test
    void the_same_seed_gives_the_same_bytes_in_any_batch_and_known_pixels_stay() {
        RandomCases cases = new RandomCases("MAT batches");
        List<InpaintRequest> requests = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int width = 20 + 9 * i;
            byte[] values = new byte[width * 30];
            java.util.Arrays.fill(values, 0, width * 18, (byte) 255);
            requests.add(
                    new InpaintRequest(
                            "image " + i,
                            cases.image(width, 30, 1 + i, i % 2 == 0 ? 8 : 16),
                            Mask.of(width, 30, values),
                            7 + i));
        }
        List<List<PixelImage>> runs = new ArrayList<>();
        for (int batch : new int[] {1, 3}) {
            List<PixelImage> images = new ArrayList<>();
            try (Inpainter inpainter =
                    new Inpainter(
                            MatModels.formulaFilled(
                                    MatConfig.small(BUILT), ComputePolicy.REFERENCE),
                            InpaintSettings.defaults()
                                    .withBatch(batch)
                                    .withNoise(NoiseMode.RANDOM))) {
                inpainter.restoreAll(
                        requests.iterator(), r -> images.add(r.image()), Progress.NONE);
            }
            runs.add(images);
        }
        assertThat(runs.get(1)).isEqualTo(runs.get(0));
        for (int i = 0; i < requests.size(); i++) {
            PixelImage before = requests.get(i).image();
            PixelImage after = runs.get(0).get(i);
            assertThat(after.crop(0, 0, before.width(), 18))
                    .isEqualTo(before.crop(0, 0, before.width(), 18));
            assertThat(after).isNotEqualTo(before);
        }
    }
}
