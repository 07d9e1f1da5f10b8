// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.mask;

import java.util.stream.IntStream;
import org.restauro.images.Mask;
import org.restauro.images.random.RandomState;

/**
 * Flaked paint. Paint is torn into small cells along its cracks (a cellular texture: Worley, <a
 * href="https://doi.org/10.1145/237170.237267">1996</a>), and whole cells come off, most where
 * coarse noise gathers the damage, as damp does; finer noise frays the rims. The noise is gradient
 * noise (Perlin, <a href="https://doi.org/10.1145/566654.566636">2002</a>) of several octaves.
 */
final class FlakingNoise {
    private static final int BINS = 1 << 16;
    private static final int OCTAVES = 6;

    /** Cells along the length of a large patch. */
    private static final double CELLS = 5;

    private final int[] table = new int[512];
    private final double scale;
    private final double offset;
    private final int octaves;
    private final double roughness;

    private FlakingNoise(RandomState random, double scale, double roughness) {
        int[] order = random.permutation(256);
        for (int i = 0; i < table.length; i++) {
            table[i] = order[i & 255];
        }
        this.offset = random.uniform(0, 1000);
        this.scale = scale;
        this.roughness = roughness;
        int count = 1;
        while (count < OCTAVES && scale * (1 << count) < 0.5) { // details of about two pixels
            count++;
        }
        this.octaves = count;
    }

    static Mask draw(
            RandomState random, int width, int height, MaskSpec.Flaking spec, HoleRange range) {
        double from = Math.max(spec.least(), range.from());
        double to = Math.min(spec.most(), range.to());
        double share = from <= to ? random.uniform(from, to) : spec.least();
        double scale = 1 / (spec.patch() * Math.min(width, height));
        FlakingNoise noise = new FlakingNoise(random, scale, spec.roughness());
        char[] bins = new char[width * height];
        IntStream.range(0, height)
                .parallel()
                .forEach(
                        y -> {
                            for (int x = 0; x < width; x++) {
                                bins[y * width + x] = bin(noise.at(x, y));
                            }
                        });
        int[] histogram = new int[BINS];
        for (char bin : bins) {
            histogram[bin]++;
        }
        long wanted = Math.max(1, Math.round(share * bins.length));
        int level = 0;
        for (long seen = 0; level < BINS && seen < wanted; level++) {
            seen += histogram[level];
        }
        byte[] values = new byte[bins.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (bins[i] < level ? 0 : 255);
        }
        return Mask.of(width, height, values);
    }

    private static char bin(double value) {
        return (char) Math.min(BINS - 1, Math.max(0, (value + 3) / 6 * BINS));
    }

    /** How firmly the paint holds at a pixel, about -2 to 2. */
    private double at(int pixelX, int pixelY) {
        double x = pixelX * scale + offset;
        double y = pixelY * scale + offset;
        double fine = 0;
        double weight = 1;
        double gain = 0.35 + 0.35 * roughness;
        for (int i = 0; i < octaves; i++) {
            fine += weight * noise(x * (1 << i) + 17.3 * i, y * (1 << i) + 9.1 * i);
            weight *= gain;
        }
        double fray = 0.25 * roughness;
        double cellX = (x + fray * noise(x * 4 + 31.4, y * 4) * 0.5) * CELLS;
        double cellY = (y + fray * noise(x * 4, y * 4 + 47.1) * 0.5) * CELLS;
        return 0.75 * cell(cellX, cellY) + 0.55 * fine;
    }

    /** What the cell around a place is worth: the noise at its seed point. */
    private double cell(double x, double y) {
        int column = (int) Math.floor(x);
        int row = (int) Math.floor(y);
        double nearest = Double.MAX_VALUE;
        double seedX = 0;
        double seedY = 0;
        int chance = 0;
        for (int r = row - 1; r <= row + 1; r++) {
            for (int c = column - 1; c <= column + 1; c++) {
                int hash = table[table[c & 255] + (r & 255)];
                double sx = c + table[hash] / 256.0;
                double sy = r + table[hash + 1] / 256.0;
                double distance = (sx - x) * (sx - x) + (sy - y) * (sy - y);
                if (distance < nearest) {
                    nearest = distance;
                    seedX = sx / CELLS;
                    seedY = sy / CELLS;
                    chance = table[hash + 2];
                }
            }
        }
        return 0.7 * noise(seedX * 0.3 + 7.7, seedY * 0.3 + 3.3)
                + noise(seedX, seedY)
                + 0.5 * (chance / 255.0 - 0.5);
    }

    private double noise(double x, double y) {
        int cellX = (int) Math.floor(x);
        int cellY = (int) Math.floor(y);
        double dx = x - cellX;
        double dy = y - cellY;
        int column = cellX & 255;
        int row = cellY & 255;
        double u = dx * dx * dx * (dx * (dx * 6 - 15) + 10);
        double v = dy * dy * dy * (dy * (dy * 6 - 15) + 10);
        int left = table[column] + row;
        int right = table[column + 1] + row;
        double top = mix(u, slope(table[left], dx, dy), slope(table[right], dx - 1, dy));
        double bottom =
                mix(u, slope(table[left + 1], dx, dy - 1), slope(table[right + 1], dx - 1, dy - 1));
        return mix(v, top, bottom);
    }

    private static double mix(double t, double a, double b) {
        return a + t * (b - a);
    }

    private static double slope(int hash, double x, double y) {
        return switch (hash & 7) {
            case 0 -> x + y;
            case 1 -> x - y;
            case 2 -> -x + y;
            case 3 -> -x - y;
            case 4 -> x * 1.414;
            case 5 -> x * -1.414;
            case 6 -> y * 1.414;
            default -> y * -1.414;
        };
    }
}
