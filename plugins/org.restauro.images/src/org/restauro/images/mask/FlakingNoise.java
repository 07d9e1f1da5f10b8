// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.mask;

import org.restauro.images.Mask;
import org.restauro.images.random.RandomState;

/**
 * Flaked paint: gradient noise (Perlin, <a href="https://doi.org/10.1145/566654.566636">2002</a>)
 * of several octaves at places that coarser noise has shifted, cut at a level. A very coarse layer
 * gathers the damage in parts of the picture, as damp does.
 */
final class FlakingNoise {
    private static final int BINS = 1 << 16;
    private static final int OCTAVES = 6;

    /** A level is searched on at most about this many places, then holds for all pixels. */
    private static final int SAMPLES = 1 << 20;

    private final int[] table = new int[512];

    private FlakingNoise(RandomState random) {
        int[] order = random.permutation(256);
        for (int i = 0; i < table.length; i++) {
            table[i] = order[i & 255];
        }
    }

    static Mask draw(
            RandomState random, int width, int height, MaskSpec.Flaking spec, HoleRange range) {
        double from = Math.max(spec.least(), range.from());
        double to = Math.min(spec.most(), range.to());
        double share = from <= to ? random.uniform(from, to) : spec.least();
        FlakingNoise noise = new FlakingNoise(random);
        double scale = 1 / (spec.patch() * Math.min(width, height));
        double offset = random.uniform(0, 1000);
        int octaves = octaves(scale);
        int stride = (int) Math.max(1, Math.sqrt((double) width * height / SAMPLES));
        int[] histogram = new int[BINS];
        int samples = 0;
        for (int y = stride / 2; y < height; y += stride) {
            for (int x = stride / 2; x < width; x += stride) {
                histogram[bin(noise.at(x, y, scale, offset, octaves, spec.roughness()))]++;
                samples++;
            }
        }
        long wanted = Math.max(1, Math.round(share * samples));
        int level = 0;
        for (long seen = 0; level < BINS && seen < wanted; level++) {
            seen += histogram[level];
        }
        byte[] values = new byte[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int bin = bin(noise.at(x, y, scale, offset, octaves, spec.roughness()));
                values[y * width + x] = (byte) (bin < level ? 0 : 255);
            }
        }
        return Mask.of(width, height, values);
    }

    /** Octaves down to details of about two pixels. */
    private static int octaves(double scale) {
        int octaves = 1;
        while (octaves < OCTAVES && scale * (1 << octaves) < 0.5) {
            octaves++;
        }
        return octaves;
    }

    private static int bin(double value) {
        return (int) Math.min(BINS - 1, Math.max(0, (value + 2) / 4 * BINS));
    }

    private double at(
            int pixelX, int pixelY, double scale, double offset, int octaves, double roughness) {
        double x = pixelX * scale + offset;
        double y = pixelY * scale + offset;
        // Paint breaks along edges rather than curves: shifting the places makes corners.
        double shiftX = noise(x * 1.7 + 31.4, y * 1.7) * 0.45;
        double shiftY = noise(x * 1.7, y * 1.7 + 47.1) * 0.45;
        double sum = 0.55 * noise(x * 0.23 + 7.7, y * 0.23 + 3.3);
        double weight = 1;
        double gain = 0.35 + 0.35 * roughness;
        double fx = x + shiftX;
        double fy = y + shiftY;
        for (int i = 0; i < octaves; i++) {
            // Ridges in the middle octaves give the cracks from which flakes break.
            double n = noise(fx, fy);
            sum += weight * (i == 1 || i == 2 ? 1.6 * Math.abs(n) - 0.35 : n);
            weight *= gain;
            fx = fx * 2 + 17.3;
            fy = fy * 2 + 9.1;
        }
        return sum;
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
