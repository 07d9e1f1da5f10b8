// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/**
 * Smooth random fields of the plane, made of additions and multiplications only, so that every
 * machine computes the same bits. Values are in [0, 1] with a mean near 0.5.
 */
final class Noise {
    private final long seed;

    Noise(long seed) {
        this.seed = seed;
    }

    /** Value noise: random values at whole coordinates, joined smoothly. */
    double at(double x, double y) {
        double fx = Math.floor(x);
        double fy = Math.floor(y);
        int ix = (int) fx;
        int iy = (int) fy;
        double u = ease(x - fx);
        double v = ease(y - fy);
        double top = corner(ix, iy) * (1 - u) + corner(ix + 1, iy) * u;
        double bottom = corner(ix, iy + 1) * (1 - u) + corner(ix + 1, iy + 1) * u;
        return top * (1 - v) + bottom * v;
    }

    /** A sum of {@code octaves} of {@link #at}, each of double frequency and half the weight. */
    double fractal(double x, double y, int octaves) {
        double sum = 0;
        double weight = 1;
        double total = 0;
        for (int i = 0; i < octaves; i++) {
            sum += weight * at(x + 17.3 * i, y - 9.1 * i);
            total += weight;
            weight *= 0.5;
            // Twice as fine, and turned, so that the grid behind the noise does not show.
            double turned = 1.6 * x + 1.2 * y;
            y = 1.6 * y - 1.2 * x;
            x = turned;
        }
        return sum / total;
    }

    /**
     * How far (x, y) is from the nearest border between the cells around scattered points, one
     * point a unit square: 0 on a border (Worley, "A cellular texture basis function", SIGGRAPH
     * 1996: second distance less first).
     */
    double cellBorder(double x, double y) {
        int ix = (int) Math.floor(x);
        int iy = (int) Math.floor(y);
        double first = 9;
        double second = 9;
        for (int j = -1; j <= 1; j++) {
            for (int i = -1; i <= 1; i++) {
                long h = hash(ix + i, iy + j);
                double dx = ix + i + ((h >>> 40) & 0xFFFF) / 65536.0 - x;
                double dy = iy + j + ((h >>> 20) & 0xFFFF) / 65536.0 - y;
                double d = dx * dx + dy * dy;
                if (d < first) {
                    second = first;
                    first = d;
                } else if (d < second) {
                    second = d;
                }
            }
        }
        return Math.sqrt(second) - Math.sqrt(first);
    }

    /** White noise: an own value for each whole coordinate. */
    double corner(int x, int y) {
        return (hash(x, y) >>> 40) * 0x1.0p-24;
    }

    private long hash(int x, int y) {
        long h = seed + x * 0x9E3779B97F4A7C15L + y * 0xC2B2AE3D27D4EB4FL;
        h = (h ^ (h >>> 29)) * 0xBF58476D1CE4E5B9L;
        h = (h ^ (h >>> 32)) * 0x94D049BB133111EBL;
        return h ^ (h >>> 29);
    }

    private static double ease(double t) {
        return t * t * (3 - 2 * t);
    }
}
