// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

/** The border in which a painted hole fades into the known picture around it. */
final class Feather {
    private static final int FULL = 255;

    private Feather() {}

    /**
     * Adds a fading border outside the holes, in place. A pixel at Euclidean distance {@code d}
     * from the nearest hole pixel, {@code d <= border}, gets the strength {@code 255 * (1 + cos(pi
     * * d / (border + 1))) / 2}; pixels farther away stay 0.
     *
     * @param strength row by row, 255 in holes, 0 elsewhere
     */
    static void outside(byte[] strength, int width, int height, int border) {
        byte[] across = horizontalDistances(strength, width, height, border);
        byte[] ramp = new byte[border * border + 1];
        for (int d2 = 0; d2 < ramp.length; d2++) {
            double d = Math.sqrt(d2) / (border + 1);
            ramp[d2] = (byte) Math.max(1, Math.round(FULL * (1 + Math.cos(Math.PI * d)) / 2));
        }
        for (int y = 0; y < height; y++) {
            int top = Math.max(0, y - border);
            int bottom = Math.min(height - 1, y + border);
            for (int x = 0; x < width; x++) {
                int at = y * width + x;
                if (across[at] == 0) {
                    continue;
                }
                int best = Integer.MAX_VALUE;
                for (int row = top; row <= bottom; row++) {
                    int dx = across[row * width + x];
                    int dy = row - y;
                    best = dx > border ? best : Math.min(best, dx * dx + dy * dy);
                }
                if (best <= border * border) {
                    strength[at] = ramp[best];
                }
            }
        }
    }

    // The distance to the nearest hole pixel in the same row, border + 1 where it is farther away.
    private static byte[] horizontalDistances(byte[] strength, int width, int height, int border) {
        byte[] across = new byte[strength.length];
        for (int y = 0; y < height; y++) {
            int distance = border + 1;
            for (int at = y * width; at < (y + 1) * width; at++) {
                distance = strength[at] != 0 ? 0 : Math.min(distance + 1, border + 1);
                across[at] = (byte) distance;
            }
            distance = border + 1;
            for (int at = (y + 1) * width - 1; at >= y * width; at--) {
                distance = strength[at] != 0 ? 0 : Math.min(distance + 1, border + 1);
                across[at] = (byte) Math.min(across[at], distance);
            }
        }
        return across;
    }
}
