// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ProgressiveBatchesTest {
    @Test
    void halves_are_means_rounded_as_published() {
        byte[] pixels = {0, 1, 10, 11, 0, 0, 10, 10, -1, -1, 0, 0, -1, -1, 1, 1};
        // (0+1+0+0)/4, (10+11+10+10)/4, 255, (0+0+1+1)/4 rounded up
        assertThat(ProgressiveBatches.halved(pixels, 4)).containsExactly(0, 10, -1, 1);
    }

    @Test
    void planes_do_not_mix() {
        byte[] two = {4, 4, 4, 4, 8, 8, 8, 8};
        assertThat(ProgressiveBatches.halved(two, 2)).containsExactly(4, 8);
        float[] reduced = ProgressiveBatches.means(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 2);
        assertThat(reduced).containsExactly(2.5f, 6.5f);
    }

    @Test
    void means_keep_the_mean() {
        Random random = new Random(3);
        float[] images = new float[2 * 12 * 12];
        double sum = 0;
        for (int i = 0; i < images.length; i++) {
            images[i] = random.nextFloat() * 2 - 1;
            sum += images[i];
        }
        float[] reduced = ProgressiveBatches.means(images, 12, 3);
        assertThat(reduced).hasSize(2 * 4 * 4);
        double mean = 0;
        for (float v : reduced) {
            mean += v / reduced.length;
        }
        assertThat(mean).isCloseTo(sum / images.length, within(1e-6));
    }
}
