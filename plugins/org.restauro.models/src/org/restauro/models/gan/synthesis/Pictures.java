// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.synthesis;

import org.restauro.images.PixelImage;
import org.restauro.models.gan.GeneratorConfig;

/** From a generator's values to pixels. */
final class Pictures {
    private static final double HALF_RANGE = 127.5;
    private static final int LARGEST = 255;

    private Pictures() {}

    /**
     * Values in [−1, 1], channel by channel, as an image: {@code ⌊(x + 1)·127.5 + 0.5⌋}, clamped,
     * as published.
     *
     * @param from index of the picture's first value
     */
    static PixelImage image(float[] values, int from, GeneratorConfig config) {
        int channels = config.imageChannels();
        int side = config.resolution();
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException(
                    "The model makes pictures of "
                            + channels
                            + " channels; 1 (grey) or 3 (colour) can be shown.");
        }
        int plane = side * side;
        byte[] pixels = new byte[channels * plane];
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < plane; i++) {
                pixels[i * channels + c] = pixel(values[from + c * plane + i]);
            }
        }
        return PixelImage.of8(side, side, channels, pixels);
    }

    private static byte pixel(float value) {
        if (Float.isNaN(value)) {
            throw new IllegalArgumentException(
                    "The model gave values that are not numbers; its weights are broken, or the"
                            + " precision is too low (float32 is safe).");
        }
        double level = Math.floor((value + 1.0) * HALF_RANGE + 0.5);
        return (byte) Math.max(0, Math.min(LARGEST, (int) Math.min(level, LARGEST)));
    }
}
