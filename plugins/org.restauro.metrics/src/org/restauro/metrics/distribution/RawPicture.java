// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.distribution;

/**
 * A picture as a generator gives it.
 *
 * @param values channels · height · width, around [−1, 1], not clamped
 * @param channels 1 or 3
 * @param height in pixels
 * @param width in pixels
 */
public record RawPicture(float[] values, int channels, int height, int width) {
    private static final int EIGHTHS = 8;

    /** Checks the number of values. */
    public RawPicture {
        if (channels != 1 && channels != 3 || values.length != channels * height * width) {
            throw new IllegalArgumentException(
                    String.format(
                            "%d values are no picture of %d channels of %d x %d; 1 or 3 channels"
                                    + " and as many values would be right.",
                            values.length, channels, width, height));
        }
    }

    /** Rows 3/8 to 7/8, columns 2/8 to 6/8. */
    RawPicture face() {
        int unit = height / EIGHTHS;
        return cropped(2 * unit, 3 * unit, 4 * unit, 4 * unit);
    }

    private RawPicture cropped(int left, int top, int w, int h) {
        float[] part = new float[channels * w * h];
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < h; y++) {
                System.arraycopy(
                        values, (c * height + top + y) * width + left, part, (c * h + y) * w, w);
            }
        }
        return new RawPicture(part, channels, h, w);
    }

    /** Each pixel the mean of factor · factor; sides must be multiples. */
    RawPicture averaged(int factor) {
        int h = height / factor;
        int w = width / factor;
        float[] small = new float[channels * h * w];
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < h; y++) {
                for (int x = 0; x < w; x++) {
                    small[(c * h + y) * w + x] = mean(c, y * factor, x * factor, factor);
                }
            }
        }
        return new RawPicture(small, channels, h, w);
    }

    private float mean(int c, int top, int left, int factor) {
        double sum = 0;
        for (int y = top; y < top + factor; y++) {
            for (int x = left; x < left + factor; x++) {
                sum += values[(c * height + y) * width + x];
            }
        }
        return (float) (sum / (factor * factor));
    }

    /** Three channels; grey is repeated. */
    public float[] colours() {
        if (channels == 3) {
            return values;
        }
        float[] all = new float[3 * values.length];
        for (int c = 0; c < 3; c++) {
            System.arraycopy(values, 0, all, c * values.length, values.length);
        }
        return all;
    }
}
