// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.inpaint;

import java.util.Arrays;
import org.restauro.images.PixelImage;
import org.restauro.models.reference.ReferenceFeatures;

/**
 * Draws references side by side, dark and without colour where nobody looked, glowing from red to
 * yellow where the network looked most.
 */
final class HeatPicture {

    /** Pictures of references are enlarged to at least this side. */
    static final int LEAST_SIDE = 256;

    private static final int GAP = 8;
    private static final float DIMMED = 0.45f;
    private static final float STRONGEST = 0.75f;
    private static final float[] LOW = {150, 20, 60};
    private static final float[] MIDDLE = {240, 110, 20};
    private static final float[] HIGH = {255, 240, 110};

    private HeatPicture() {}

    /**
     * Draws.
     *
     * @param references what was looked at
     * @param heat for each of them a value for each token, row by row, at least 0, not all 0
     */
    static PixelImage draw(final ReferenceFeatures references, final double[][] heat) {
        int count = references.count();
        int small = references.config().pictureSize();
        int side = small * Math.max(1, (LEAST_SIDE + small - 1) / small);
        int columns = (int) Math.ceil(Math.sqrt(count));
        int rows = (count + columns - 1) / columns;
        int width = columns * side + (columns - 1) * GAP;
        int height = rows * side + (rows - 1) * GAP;
        byte[] pixels = new byte[width * height * 3];
        Arrays.fill(pixels, (byte) -1);
        double most = 0;
        for (double[] one : heat) {
            for (double value : one) {
                most = Math.max(most, value);
            }
        }
        for (int i = 0; i < count; i++) {
            int left = i % columns * (side + GAP);
            int top = i / columns * (side + GAP);
            PixelImage picture = references.picture(i);
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    float u = (x + 0.5f) / side;
                    float v = (y + 0.5f) / side;
                    double warm = between(heat[i], references.config().grid(), u, v) / most;
                    int at = ((top + y) * width + left + x) * 3;
                    mix(picture, (int) (u * small), (int) (v * small), (float) warm, pixels, at);
                }
            }
        }
        return PixelImage.of8(width, height, 3, pixels);
    }

    /** The value at a place between the centres of tokens; u and v from 0 to 1. */
    private static double between(
            final double[] values, final int grid, final float u, final float v) {
        float x = Math.max(0, Math.min(grid - 1, u * grid - 0.5f));
        float y = Math.max(0, Math.min(grid - 1, v * grid - 0.5f));
        int left = (int) x;
        int top = (int) y;
        int right = Math.min(grid - 1, left + 1);
        int bottom = Math.min(grid - 1, top + 1);
        double above =
                values[top * grid + left] * (left + 1 - x)
                        + values[top * grid + right] * (x - left);
        double below =
                values[bottom * grid + left] * (left + 1 - x)
                        + values[bottom * grid + right] * (x - left);
        return above * (top + 1 - y) + below * (y - top);
    }

    private static void mix(
            final PixelImage picture,
            final int x,
            final int y,
            final float warm,
            final byte[] pixels,
            final int at) {
        float grey =
                0.299f * picture.sample(x, y, 0)
                        + 0.587f * picture.sample(x, y, 1)
                        + 0.114f * picture.sample(x, y, 2);
        float glow = STRONGEST * warm;
        for (int c = 0; c < 3; c++) {
            float own = DIMMED * (grey * (1 - warm) + picture.sample(x, y, c) * warm);
            float colour =
                    warm < 0.5f
                            ? LOW[c] + (MIDDLE[c] - LOW[c]) * 2 * warm
                            : MIDDLE[c] + (HIGH[c] - MIDDLE[c]) * (2 * warm - 1);
            pixels[at + c] = (byte) Math.round(own * (1 - glow) + colour * glow);
        }
    }
}
