// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/** What centuries do to a painting that has lost nothing: fading, stains, craquelure and dust. */
final class Ageing {
    private final double unit;
    private final double strength;
    private final Noise noise;
    private final Colour veil;
    private final double fading;
    private final double staining;
    private final double cracking;
    private final double cracksPerSide;
    private final double dusting;
    private final int height;
    private final double crackWidth;

    Ageing(Chance chance, int width, int height, double strength) {
        this.height = height;
        this.unit = 1.0 / Math.min(width, height);
        this.strength = strength;
        noise = new Noise(chance.bits());
        veil = Pigment.LIME_WHITE.mixed(Pigment.UMBER, chance.between(0.25, 0.5));
        fading = chance.between(0.25, 0.6);
        staining = chance.between(0, 0.5);
        cracking = chance.between(0.25, 0.75);
        cracksPerSide = chance.between(9, 22);
        dusting = chance.between(0.05, 0.22);
        crackWidth = Math.max(0.0016, 0.42 * unit);
    }

    /** Changes one pixel of {@code rgb} (three values, 0..1) in place. */
    void apply(int px, int py, float[] rgb) {
        double x = px * unit;
        double y = py * unit;
        double slow = noise.fractal(x * 2.2, y * 2.2, 3);
        double fade = strength * fading * ramp(slow, 0.3, 0.75);
        double grey = 0.3 * rgb[0] + 0.59 * rgb[1] + 0.11 * rgb[2];
        double dust = strength * dusting * (0.4 + 0.6 * y / (height * unit) + 0.5 * (slow - 0.5));
        double speck = noise.corner(px + 9000, py) > 0.992 ? 0.25 * strength : 0;
        double cover = Math.min(0.9, 0.55 * fade + dust + speck);

        double blot = noise.fractal(x * 1.7 + 50, y * 1.7 + 20, 3);
        double drip = noise.fractal(x * 13 + 7, y * 0.9 + 90, 2);
        double stain = ramp(blot, 0.55, 0.63) * 0.75 + ramp(drip, 0.64, 0.8) * 0.6;
        double tide = ramp(blot, 0.53, 0.56) - ramp(blot, 0.56, 0.6);
        double brown = strength * staining * Math.min(1, 0.55 * stain + 0.5 * tide);

        double bendX = 0.35 * noise.at(x * 20, y * 20 + 33);
        double bendY = 0.35 * noise.at(x * 20 + 61, y * 20);
        double cell = noise.cellBorder(x * cracksPerSide + bendX, y * cracksPerSide + bendY);
        double inCells = cell / cracksPerSide;
        double where = ramp(noise.at(x * 3 + 5, y * 3 + 8), 0.3, 0.7);
        double open = strength * cracking * where;
        double crack = open * Math.max(0, 1 - inCells / (1.6 * crackWidth));
        double rim =
                0.25
                        * open
                        * Math.max(
                                0, 1 - Math.abs(inCells - 2.6 * crackWidth) / (1.4 * crackWidth));

        for (int c = 0; c < 3; c++) {
            double v = rgb[c];
            v += (grey - v) * 0.5 * fade;
            double film = c == 0 ? veil.red() : c == 1 ? veil.green() : veil.blue();
            v += (film - v) * cover;
            v *= 1 - brown * (c == 0 ? 0.28 : c == 1 ? 0.42 : 0.6);
            v += (0.95 - v) * 0.3 * rim;
            v *= 1 - 0.72 * crack;
            rgb[c] = (float) v;
        }
    }

    private static double ramp(double v, double low, double high) {
        double t = Math.min(1, Math.max(0, (v - low) / (high - low)));
        return t * t * (3 - 2 * t);
    }
}
