// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images;

import java.util.Random;

/** Seeds of randomised tests: {@code -Dseed=N} repeats a run. */
public final class Seeds {
    private Seeds() {}

    /** A source of random numbers whose seed is printed. */
    public static Random random(String test) {
        long seed = Long.getLong("seed", System.nanoTime() & 0xFFFFFF);
        System.out.println(test + ": -Dseed=" + seed);
        return new Random(seed);
    }

    /** A mask of random blocks, so that there are holes and islands of many sizes. */
    public static Mask mask(Random random, int largest) {
        int width = 1 + random.nextInt(largest);
        int height = 1 + random.nextInt(largest);
        byte[] values = Mask.known(width, height).values();
        int blocks = random.nextInt(12);
        for (int i = 0; i < blocks; i++) {
            int w = 1 + random.nextInt(width);
            int h = 1 + random.nextInt(height);
            int x = random.nextInt(width);
            int y = random.nextInt(height);
            byte value = (byte) (random.nextBoolean() ? 0 : 255);
            for (int v = y; v < Math.min(height, y + h); v++) {
                for (int u = x; u < Math.min(width, x + w); u++) {
                    values[v * width + u] = value;
                }
            }
        }
        return Mask.of(width, height, values);
    }

    /** An image of random samples. */
    public static PixelImage image(Random random, int width, int height, int channels, int depth) {
        int count = width * height * channels;
        if (depth == 8) {
            byte[] bytes = new byte[count];
            random.nextBytes(bytes);
            return PixelImage.of8(width, height, channels, bytes);
        }
        short[] shorts = new short[count];
        for (int i = 0; i < count; i++) {
            shorts[i] = (short) random.nextInt();
        }
        return PixelImage.of16(width, height, channels, shorts);
    }
}
