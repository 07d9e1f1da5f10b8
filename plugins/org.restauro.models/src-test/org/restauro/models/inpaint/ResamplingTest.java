// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;

class ResamplingTest {
    @Test
    void nothing_of_a_holes_old_content_reaches_known_pixels() {
        RandomCases cases = new RandomCases("leaks");
        for (int i = 0; i < 60; i++) {
            int width = cases.side(120);
            int height = cases.side(120);
            Mask mask = cases.mask(width, height);
            byte[] grey = new byte[width * height];
            for (int at = 0; at < grey.length; at++) {
                boolean hole = mask.isHole(at % width, at / width);
                grey[at] = (byte) (hole ? 255 : 64);
            }
            HoleField field = HoleField.of(mask, 0, 4);
            int side = Math.max(width, height);
            Box window = field.bounds().around(side, side, field.bounds());
            int size = 1 + cases.random.nextInt(64);
            float[] images = new float[3 * size * size];
            float[] masks = new float[size * size];
            Resampling.read(
                    new Pixels(PixelImage.of8(width, height, 1, grey)),
                    field,
                    window,
                    size,
                    images,
                    0,
                    masks,
                    0);
            float worst = 0;
            for (int at = 0; at < masks.length; at++) {
                float difference = Math.abs(images[at] - (64 / 127.5f - 1));
                worst = masks[at] == 1 ? Math.max(worst, difference) : worst;
            }
            assertThat(worst).isLessThan(1e-4f);
            if (!mask.hasHole()) {
                assertThat(masks).containsOnly(1f);
            }
        }
    }

    @Test
    void reading_at_the_same_size_changes_nothing() {
        RandomCases cases = new RandomCases("same size");
        PixelImage image = cases.image(24, 24, 3, 16);
        HoleField field = HoleField.of(Mask.known(24, 24), 0, 4);
        float[] scaled = new float[3 * 24 * 24];
        float[] masks = new float[24 * 24];
        Pixels pixels = new Pixels(image);
        Resampling.read(pixels, field, field.bounds(), 24, scaled, 0, masks, 0);
        float[] direct = new float[scaled.length];
        new Painting(image, pixels, field).readWindow(field.bounds(), direct, 0, masks, 0);
        assertThat(scaled).containsExactly(direct, within(1e-5f));
    }

    @Test
    void a_scaled_picture_keeps_a_ramp() {
        for (int side : new int[] {16, 50, 200}) {
            int size = 32;
            float[] planes = new float[3 * size * size];
            for (int i = 0; i < planes.length; i++) {
                planes[i] = (i % size + 0.5f) / size;
            }
            ScaledPicture picture = new ScaledPicture(new Box(7, 9, side, side), planes, 0, size);
            float[] rgb = new float[3];
            for (int x = side / 8 + 1; x < side - side / 8 - 1; x++) {
                picture.at(7 + x, 9 + side / 2, rgb);
                assertThat(rgb[1]).isCloseTo((x + 0.5f) / side, within(2e-3f));
            }
        }
    }

    @Test
    void tiles_of_different_tints_follow_the_small_version_of_the_whole() {
        int size = 400;
        byte[] values = new byte[size * size];
        Arrays.fill(values, (byte) 255);
        for (int y = 40; y < 360; y++) {
            Arrays.fill(values, y * size + 40, y * size + 360, (byte) 0);
        }
        // Each forward paints one flat tint from its seed, from -0.6 to 0.6.
        InpaintingNetwork tinted =
                new InpaintingNetwork() {
                    @Override
                    public int builtSize() {
                        return 64;
                    }

                    @Override
                    public int latentSize() {
                        return 1;
                    }

                    @Override
                    public float[] inpaint(
                            float[] images, float[] masks, int n, int h, int w, Sampling sampling) {
                        float tint = new java.util.Random(sampling.seeds()[0]).nextFloat();
                        float[] out = images.clone();
                        for (int i = 0; i < out.length; i++) {
                            if (masks[i % (h * w)] == 0) {
                                out[i] = 1.2f * tint - 0.6f;
                            }
                        }
                        return out;
                    }

                    @Override
                    public void close() {}
                };
        byte[] grey = new byte[size * size];
        Arrays.fill(grey, (byte) 128);
        InpaintResult result =
                new Inpainter(tinted, InpaintSettings.defaults())
                        .restore(
                                new InpaintRequest(
                                        "tints",
                                        PixelImage.of8(size, size, 1, grey),
                                        Mask.of(size, size, values),
                                        3));
        assertThat(result.explanation()).contains("small version of the whole");
        int least = 255;
        int most = 0;
        for (int y = 80; y < 320; y++) {
            for (int x = 80; x < 320; x++) {
                int v = result.image().sample(x, y, 0);
                least = Math.min(least, v);
                most = Math.max(most, v);
            }
        }
        assertThat(most - least).as("spread of grey levels inside the hole").isLessThan(16);
    }
}
