// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.source;

import org.restauro.images.PixelImage;

/**
 * Adaptive average pooling: output pixel i is the mean of the input pixels from floor(i*n/m) to
 * before ceil((i+1)*n/m), in both directions, rounded half up to 8 bits.
 */
final class AreaMean {
    private AreaMean() {}

    static PixelImage resize(PixelImage image, int side) {
        int width = image.width();
        int height = image.height();
        if (width == side && height == side) {
            return image;
        }
        int channels = image.channels();
        byte[] from = image.bytes8();
        byte[] out = new byte[side * side * channels];
        for (int y = 0; y < side; y++) {
            int top = (int) ((long) y * height / side);
            int bottom = (int) (((long) (y + 1) * height + side - 1) / side);
            for (int x = 0; x < side; x++) {
                int left = (int) ((long) x * width / side);
                int right = (int) (((long) (x + 1) * width + side - 1) / side);
                for (int c = 0; c < channels; c++) {
                    long sum = 0;
                    for (int v = top; v < bottom; v++) {
                        for (int u = left; u < right; u++) {
                            sum += from[(v * width + u) * channels + c] & 0xFF;
                        }
                    }
                    long count = (long) (bottom - top) * (right - left);
                    out[(y * side + x) * channels + c] = (byte) ((2 * sum + count) / (2 * count));
                }
            }
        }
        return PixelImage.of8(side, side, channels, out);
    }
}
