// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/** An opaque colour in sRGB, each part 0..1. */
record Colour(float red, float green, float blue) {
    /**
     * What stirring two paints gives: absorption over scattering, K/S, is additive (Kubelka and
     * Munk, 1931), so blue and yellow give green, and a little black goes a long way.
     */
    Colour stirred(Colour other, double share) {
        return new Colour(
                stirred(red, other.red, share),
                stirred(green, other.green, share),
                stirred(blue, other.blue, share));
    }

    private static float stirred(float a, float b, double share) {
        double ks = (1 - share) * absorption(a) + share * absorption(b);
        double reflectance = 1 + ks - Math.sqrt(ks * ks + 2 * ks);
        return (float) Math.sqrt(reflectance);
    }

    /** K/S of a paint; squaring is close enough to sRGB's curve, and the same on every machine. */
    private static double absorption(float value) {
        double r = Math.max(value * value, 0.004);
        return (1 - r) * (1 - r) / (2 * r);
    }

    /** Straight interpolation, as by a thin layer that hides {@code share} of what is below. */
    Colour towards(Colour other, double share) {
        float s = (float) share;
        return new Colour(
                red + (other.red - red) * s,
                green + (other.green - green) * s,
                blue + (other.blue - blue) * s);
    }

    /** Greyer by a share, towards the warm grey of equal lightness. */
    Colour muted(double share) {
        float grey = (float) luminance();
        return towards(new Colour(grey * 1.06f, grey, grey * 0.9f), share);
    }

    double luminance() {
        return 0.3 * red + 0.59 * green + 0.11 * blue;
    }

    /** How far apart two colours look, roughly: 0 equal, above 0.25 plainly different. */
    double distance(Colour other) {
        double dr = red - other.red;
        double dg = green - other.green;
        double db = blue - other.blue;
        return Math.sqrt(0.3 * dr * dr + 0.59 * dg * dg + 0.11 * db * db)
                + 0.5 * Math.abs(luminance() - other.luminance());
    }
}
