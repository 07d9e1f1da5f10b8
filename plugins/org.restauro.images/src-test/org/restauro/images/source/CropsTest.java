// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.restauro.images.PixelImage;
import org.restauro.images.Seeds;
import org.restauro.images.random.RandomState;

class CropsTest {
    private static PixelImage grey(int width, int height, int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return PixelImage.of8(width, height, 1, bytes);
    }

    @Test
    void continues_small_images_at_right_and_bottom_by_reflection() {
        PixelImage padded = Crops.padded(grey(3, 2, 1, 2, 3, 4, 5, 6), 8);
        assertThat(padded.width()).isEqualTo(8);
        assertThat(padded.height()).isEqualTo(8);
        for (int y = 0; y < 8; y++) {
            int row = new int[] {0, 1, 1, 0, 0, 1, 1, 0}[y];
            for (int x = 0; x < 8; x++) {
                int column = new int[] {0, 1, 2, 2, 1, 0, 0, 1}[x];
                assertThat(padded.sample(x, y, 0)).isEqualTo(row * 3 + column + 1);
            }
        }
        assertThat(Crops.padded(grey(3, 1, 7, 8, 9), 2).height()).isEqualTo(2);
        assertThat(Crops.padded(grey(3, 1, 7, 8, 9), 2).width()).isEqualTo(3);
    }

    @Test
    void random_crops_reach_every_place_and_centre_crops_one() {
        PixelImage image = grey(4, 3, 0, 1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 23);
        Set<Integer> corners = new HashSet<>();
        for (int seed = 0; seed < 200; seed++) {
            PixelImage part = Crops.RANDOM_CROP.apply(image, 2, new RandomState(seed));
            corners.add(part.sample(0, 0, 0));
        }
        assertThat(corners).containsExactlyInAnyOrder(0, 1, 2, 10, 11, 12);
        assertThat(Crops.CENTRE_CROP.apply(image, 2, null).bytes8()).containsExactly(1, 2, 11, 12);
        assertThat(Crops.CENTRE_CROP.apply(image, 1, null).bytes8()).containsExactly(11);
    }

    @Test
    void every_rule_gives_the_resolution_for_any_image() {
        Random random = Seeds.random("CropsTest");
        for (int round = 0; round < 60; round++) {
            int channels = 1 + random.nextInt(4);
            int depth = random.nextBoolean() ? 8 : 16;
            PixelImage image =
                    Seeds.image(
                            random,
                            1 + random.nextInt(90),
                            1 + random.nextInt(90),
                            channels,
                            depth);
            int resolution = 1 + random.nextInt(40);
            for (Crops rule : Crops.values()) {
                PixelImage part =
                        rule.apply(image, resolution, new RandomState(random.nextInt(1000)));
                assertThat(part.width()).as("%s of %s", rule, image).isEqualTo(resolution);
                assertThat(part.height()).isEqualTo(resolution);
                assertThat(part.depth()).isEqualTo(8);
                assertThat(part.colourChannels()).isEqualTo(image.colourChannels());
            }
        }
    }

    @Test
    void progressive_resize_halves_by_means_of_four() {
        PixelImage image = grey(4, 4, 1, 2, 0, 0, 3, 5, 0, 0, 9, 9, 255, 255, 9, 9, 255, 254);
        assertThat(Crops.PROGRESSIVE.apply(image, 2, null).bytes8())
                .containsExactly(3, 0, 9, (byte) 255);
        assertThat(Crops.PROGRESSIVE.apply(grey(3, 3, 1, 1, 1, 1, 4, 1, 1, 1, 1), 2, null).bytes8())
                .containsExactly(2, 2, 2, 2);
    }

    /** Sums of what Pillow 9.4 gives for the same picture, and its first twelve samples. */
    @Test
    void resizes_as_pillow_does() {
        byte[] rgb = new byte[37 * 23 * 3];
        for (int y = 0; y < 23; y++) {
            for (int x = 0; x < 37; x++) {
                int at = (y * 37 + x) * 3;
                rgb[at] = (byte) (x * 37 + y * 11);
                rgb[at + 1] = (byte) (x * y * 3);
                rgb[at + 2] = (byte) ((x / 3 + y / 2) % 2 == 0 ? 0 : 255);
            }
        }
        PixelImage image = PixelImage.of8(37, 23, 3, rgb);
        check(Resampling.BOX.resize(image, 16, 16), 93742, 19, 0, 0, 111, 0, 170, 204, 0, 128);
        check(Resampling.BOX.resize(image, 50, 40), 736040, 0, 0, 0, 37, 0, 0, 37, 0, 0);
        check(Resampling.BILINEAR.resize(image, 16, 16), 94505, 35, 1, 0, 114, 3, 177, 172, 6);
        check(Resampling.BILINEAR.resize(image, 50, 40), 737413, 0, 0, 0, 23, 0, 0, 50, 0, 0);
        check(Resampling.LANCZOS.resize(image, 16, 16), 94508, 26, 0, 0, 115, 2, 212, 187, 4);
        check(Resampling.LANCZOS.resize(image, 50, 40), 737095, 0, 0, 9, 17, 0, 15, 51, 0, 9);
    }

    private static void check(PixelImage image, long sum, int... first) {
        byte[] samples = image.bytes8();
        long total = 0;
        for (byte sample : samples) {
            total += sample & 0xFF;
        }
        assertThat(total).isEqualTo(sum);
        for (int i = 0; i < first.length; i++) {
            assertThat(samples[i] & 0xFF).as("sample %d", i).isEqualTo(first[i]);
        }
    }
}
