// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

import java.util.Random;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;

/** Random images and masks; the seed is printed by the tests and can be given with -Dseed=. */
final class RandomCases {
    final Random random;

    RandomCases(String test) {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println(test + ": repeat with -Dseed=" + seed);
        random = new Random(seed);
    }

    PixelImage image(int width, int height, int channels, int depth) {
        int count = width * height * channels;
        if (depth == 8) {
            byte[] bytes = new byte[count];
            random.nextBytes(bytes);
            return PixelImage.of8(width, height, channels, bytes);
        }
        short[] shorts = new short[count];
        for (int i = 0; i < count; i++) {
            shorts[i] = (short) random.nextInt(1 << 16);
        }
        return PixelImage.of16(width, height, channels, shorts);
    }

    /** One of: all known, all hole, one pixel, boxes, dots, a line, soft noise. */
    Mask mask(int width, int height) {
        byte[] values = new byte[width * height];
        java.util.Arrays.fill(values, (byte) 255);
        switch (random.nextInt(8)) {
            case 0 -> {}
            case 1 -> java.util.Arrays.fill(values, (byte) 0);
            case 2 -> values[random.nextInt(values.length)] = 0;
            case 3 -> dots(values, 0.001);
            case 4 -> dots(values, 0.1);
            case 5 -> random.nextBytes(values);
            case 6 -> {
                int y = random.nextInt(height);
                for (int x = 0; x < width; x++) {
                    values[y * width + x] = 0;
                }
            }
            default -> boxes(values, width, height, 1 + random.nextInt(12));
        }
        return Mask.of(width, height, values);
    }

    private void dots(byte[] values, double ratio) {
        for (int i = 0; i < values.length; i++) {
            if (random.nextDouble() < ratio) {
                values[i] = 0;
            }
        }
    }

    private void boxes(byte[] values, int width, int height, int count) {
        for (int i = 0; i < count; i++) {
            int w = 1 + random.nextInt(Math.max(1, width / (1 + random.nextInt(8))));
            int h = 1 + random.nextInt(Math.max(1, height / (1 + random.nextInt(8))));
            int x = random.nextInt(width);
            int y = random.nextInt(height);
            for (int row = y; row < Math.min(height, y + h); row++) {
                for (int col = x; col < Math.min(width, x + w); col++) {
                    values[row * width + col] = 0;
                }
            }
        }
    }

    /** Mostly small sizes, now and then a long one, and 1. */
    int side(int most) {
        return switch (random.nextInt(6)) {
            case 0 -> 1 + random.nextInt(3);
            case 1 -> 1 + random.nextInt(Math.max(1, most / 4));
            default -> 1 + random.nextInt(most);
        };
    }
}
