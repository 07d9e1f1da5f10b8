// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;

/** A square picture and its holes for measurements: always the same for the same numbers. */
record BenchScene(int size, int holes, PixelImage image, Mask mask) {
    /** Part of the picture that one hole covers where nothing else is said. */
    static final double ONE_HOLE_AREA = 1 / 16.0;

    // Of many holes each has a 64th of the picture's side.
    private static final int MANY_HOLES_PART = 64;

    static BenchScene of(int size, int holes) {
        return of(size, holes, ONE_HOLE_AREA);
    }

    /**
     * A picture with holes.
     *
     * @param area part of the picture that a hole covers which is the only one, above 0, at most 1
     */
    static BenchScene of(int size, int holes, double area) {
        byte[] rgb = new byte[3 * size * size];
        SplittableRandom random = new SplittableRandom(size);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int at = 3 * (y * size + x);
                int grain = random.nextInt(16);
                rgb[at] = (byte) (96 + 80 * Math.sin(x * 0.02) + grain);
                rgb[at + 1] = (byte) (112 + 80 * Math.sin((x + y) * 0.013) + grain);
                rgb[at + 2] = (byte) (112 + 80 * Math.cos(y * 0.017) + grain);
            }
        }
        byte[] mask = new byte[size * size];
        Arrays.fill(mask, (byte) 255);
        double part = holes == 1 ? size * Math.sqrt(area) : size / MANY_HOLES_PART;
        int side = Math.max(1, (int) Math.round(part));
        for (int i = 0; i < holes; i++) {
            int x = holes == 1 ? (size - side) / 2 : random.nextInt(size - side);
            int y = holes == 1 ? (size - side) / 2 : random.nextInt(size - side);
            for (int row = y; row < y + side; row++) {
                Arrays.fill(mask, row * size + x, row * size + x + side, (byte) 0);
            }
        }
        return new BenchScene(
                size, holes, PixelImage.of8(size, size, 3, rgb), Mask.of(size, size, mask));
    }

    /** Agreement of two results in the holes, as PSNR in decibels; infinite where equal. */
    double agreement(PixelImage a, PixelImage b) {
        double sum = 0;
        long count = 0;
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                if (mask.isHole(x, y)) {
                    for (int c = 0; c < 3; c++) {
                        double difference = a.sample(x, y, c) - b.sample(x, y, c);
                        sum += difference * difference;
                        count++;
                    }
                }
            }
        }
        return 10 * Math.log10(255.0 * 255.0 * count / sum);
    }
}
