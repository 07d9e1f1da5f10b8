// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/**
 * The wall under the paint: its relief in raking light, the brush marks it takes, and how it looks
 * bare. Relief is the same at any picture size; only the grain belongs to the pixels.
 */
final class Plaster {
    private static final int FINE_FROM = 400;

    private final int width;
    private final int height;
    private final double unit;

    /** Whether the picture is large enough to show details below a hundredth of the wall. */
    private final boolean fine;

    private final Noise noise;
    private final Colour colour;
    private final double roughness;
    private final double lightX;
    private final double lightY;
    private final double vignette;
    private final double thinness;

    Plaster(Chance chance, int width, int height) {
        this.width = width;
        this.height = height;
        this.unit = 1.0 / Math.min(width, height);
        fine = Math.min(width, height) >= FINE_FROM;
        noise = new Noise(chance.bits());
        colour =
                Pigment.LIME_WHITE
                        .colour()
                        .towards(Pigment.UMBER.colour(), chance.between(0.08, 0.3))
                        .towards(Pigment.OCHRE.colour(), chance.between(0, 0.2));
        roughness = chance.between(0.25, 0.6);
        double turn = chance.between(-0.6, 0.6) - 2.3;
        lightX = StrictMath.cos(turn);
        lightY = StrictMath.sin(turn);
        vignette = chance.between(0.04, 0.16);
        thinness = chance.between(0.1, 0.3);
    }

    /** How much lighter bristles leave each place, near 0: streaks along strokes, and blotches. */
    float[] bristles() {
        float[] marks = new float[width * height];
        for (int y = 0, i = 0; y < height; y++) {
            for (int x = 0; x < width; x++, i++) {
                double streak = noise.at(x * unit * 30 - y * unit * 7 + 300, y * unit * 90);
                double blotch = noise.fractal(x * unit * 7, y * unit * 8 + 300, fine ? 5 : 2);
                marks[i] = (float) (0.1 * (streak - 0.5) + 0.17 * (blotch - 0.5));
            }
        }
        return marks;
    }

    /** How much light each place gets: near 1, from relief, grain and the fall-off to the edges. */
    float[] light() {
        float[] relief = new float[width * height];
        for (int y = 0, i = 0; y < height; y++) {
            for (int x = 0; x < width; x++, i++) {
                relief[i] =
                        (float) noise.fractal(x * unit * 7 + 11, y * unit * 7 + 5, fine ? 6 : 4);
            }
        }
        float[] light = new float[width * height];
        double slope = roughness / (unit * 22);
        for (int y = 0, i = 0; y < height; y++) {
            int up = y > 0 ? -width : 0;
            for (int x = 0; x < width; x++, i++) {
                int left = x > 0 ? -1 : 0;
                double dx = relief[i] - relief[i + left];
                double dy = relief[i] - relief[i + up];
                double lit = Math.max(-0.12, Math.min(0.12, (dx * lightX + dy * lightY) * slope));
                double cx = 2 * (x + 0.5) / width - 1;
                double cy = 2 * (y + 0.5) / height - 1;
                double fall =
                        1
                                - vignette * 0.5 * (cx * cx + cy * cy)
                                + 0.03 * (lightX * cx + lightY * cy);
                double grain = 0.045 * (noise.corner(x, y) - 0.5);
                light[i] = (float) ((1 + lit + grain) * fall);
            }
        }
        return light;
    }

    /** How much of the bare wall shows through the paint at a place, 0..1: mostly near 0. */
    double showing(int x, int y) {
        double patch = noise.fractal(x * unit * 6 + 91, y * unit * 6 + 13, fine ? 5 : 2);
        double speck = noise.fractal(x * unit * 41, y * unit * 41 + 70, fine ? 3 : 2);
        double thin = 0.55 * patch + 0.45 * speck;
        return Math.max(0, Math.min(0.6, (thin - 0.62) * 3)) * thinness * 2;
    }

    Colour colour() {
        return colour;
    }

    /** How dark the bare wall is at a place, where the paint layer is lost: lumps and sand. */
    double bare(int x, int y) {
        double lump = noise.fractal(x * unit * 16 + 200, y * unit * 16 + 40, 3);
        double sand = noise.corner(x + 5000, y + 77);
        return 0.86 + 0.2 * (lump - 0.5) + 0.1 * (sand - 0.5);
    }
}
