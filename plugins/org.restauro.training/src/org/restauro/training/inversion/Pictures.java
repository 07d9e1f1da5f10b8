// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.inversion;

import org.restauro.images.PixelImage;

/** Between images and the values of networks: (3, h, w) in [−1, 1]. */
final class Pictures {
    private static final int COLOURS = 3;
    private static final float HALF_RANGE = 127.5f;

    private Pictures() {}

    /** Values of an image of 8 bits in colour. */
    static float[] values(PixelImage image) {
        byte[] pixels = image.bytes8();
        int plane = image.width() * image.height();
        float[] values = new float[COLOURS * plane];
        for (int i = 0; i < plane; i++) {
            for (int c = 0; c < COLOURS; c++) {
                values[c * plane + i] = (pixels[i * COLOURS + c] & 0xff) / HALF_RANGE - 1;
            }
        }
        return values;
    }

    /** The first picture of values, limited and rounded. */
    static PixelImage image(float[] values, int side) {
        return image(values, 0, side);
    }

    /** A picture of a batch. */
    static PixelImage image(float[] values, int index, int side) {
        int plane = side * side;
        byte[] pixels = new byte[COLOURS * plane];
        for (int c = 0; c < COLOURS; c++) {
            for (int i = 0; i < plane; i++) {
                float v = (values[(index * COLOURS + c) * plane + i] + 1) * HALF_RANGE;
                pixels[i * COLOURS + c] = (byte) Math.round(Math.max(0, Math.min(255, v)));
            }
        }
        return PixelImage.of8(side, side, COLOURS, pixels);
    }
}
