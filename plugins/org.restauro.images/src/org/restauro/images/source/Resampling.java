// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.source;

import org.restauro.images.PixelImage;

/**
 * How pixels of another size are computed: weighted means over a window that grows as an image
 * shrinks, so that fine structure is averaged instead of aliased. The windows are those of Pillow's
 * filters of the same names; edges use the part of the window inside the image.
 */
public enum Resampling {
    /** The mean of the area. */
    BOX(0.5) {
        @Override
        double weight(double x) {
            return x > -0.5 && x <= 0.5 ? 1 : 0;
        }
    },
    /** A triangle. */
    BILINEAR(1) {
        @Override
        double weight(double x) {
            return Math.max(0, 1 - Math.abs(x));
        }
    },
    /** Lanczos' windowed sinc of three lobes: the sharpest. */
    LANCZOS(3) {
        @Override
        double weight(double x) {
            return Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0;
        }
    };

    /** Weights are whole multiples of 2^-22, as in Pillow: sums are exact and fit in an int. */
    private static final int WEIGHT_BITS = 22;

    private final double reach;

    Resampling(double reach) {
        this.reach = reach;
    }

    abstract double weight(double x);

    static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    /**
     * An image of another size; 16 bits a sample become 8. Channels are treated alike, so leave out
     * alpha before.
     *
     * @param width at least 1
     * @param height at least 1
     */
    public PixelImage resize(PixelImage image, int width, int height) {
        PixelImage source = image.to8();
        if (width == source.width() && height == source.height()) {
            return source;
        }
        int channels = source.channels();
        Window[] across = windows(source.width(), width);
        Window[] down = windows(source.height(), height);
        // Rounded between the passes, as Pillow does.
        byte[] half = new byte[source.height() * width * channels];
        byte[] from = source.bytes8();
        for (int y = 0; y < source.height(); y++) {
            int row = y * source.width() * channels;
            for (int x = 0; x < width; x++) {
                Window window = across[x];
                for (int c = 0; c < channels; c++) {
                    int at = row + window.first * channels + c;
                    half[(y * width + x) * channels + c] = window.mean(from, at, channels);
                }
            }
        }
        int stride = width * channels;
        byte[] out = new byte[height * stride];
        for (int y = 0; y < height; y++) {
            Window window = down[y];
            for (int x = 0; x < stride; x++) {
                out[y * stride + x] = window.mean(half, window.first * stride + x, stride);
            }
        }
        return PixelImage.of8(width, height, channels, out);
    }

    private Window[] windows(int from, int to) {
        double scale = (double) from / to;
        double stretch = Math.max(1, scale);
        Window[] windows = new Window[to];
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) * scale;
            int first = Math.max(0, (int) (centre - reach * stretch + 0.5));
            int end = Math.min(from, (int) (centre + reach * stretch + 0.5));
            double[] weights = new double[end - first];
            double sum = 0;
            for (int k = 0; k < weights.length; k++) {
                weights[k] = weight((first + k - centre + 0.5) / stretch);
                sum += weights[k];
            }
            int[] scaled = new int[weights.length];
            for (int k = 0; k < weights.length; k++) {
                scaled[k] = (int) Math.round(weights[k] / sum * (1 << WEIGHT_BITS));
            }
            windows[i] = new Window(first, scaled);
        }
        return windows;
    }

    private record Window(int first, int[] weights) {
        byte mean(byte[] samples, int at, int step) {
            int sum = 1 << WEIGHT_BITS - 1;
            int next = at;
            for (int weight : weights) {
                sum += weight * (samples[next] & 0xFF);
                next += step;
            }
            return (byte) Math.max(0, Math.min(255, sum >> WEIGHT_BITS));
        }
    }
}
