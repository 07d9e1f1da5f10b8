// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.reference;

import org.restauro.images.PixelImage;

/**
 * Brings references to the size the encoder wants: to a square, whatever their shape, each pixel
 * the mean of the area it covers; colours only.
 */
public final class ReferencePictures {
    private static final float HALF_RANGE = 127.5f;

    private ReferencePictures() {}

    /** A square picture of 8 bits a channel, RGB. */
    public static PixelImage square(PixelImage image, int side) {
        PixelImage rgb = image.toRgb8();
        byte[] from = rgb.bytes8();
        float[][] columns = shares(rgb.width(), side);
        float[][] rows = shares(rgb.height(), side);
        byte[] to = new byte[side * side * 3];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                for (int c = 0; c < 3; c++) {
                    float sum = 0;
                    for (int i = 1; i < rows[y].length; i++) {
                        int line = (int) rows[y][0] + i - 1;
                        for (int j = 1; j < columns[x].length; j++) {
                            int at = (line * rgb.width() + (int) columns[x][0] + j - 1) * 3 + c;
                            sum += rows[y][i] * columns[x][j] * (from[at] & 0xff);
                        }
                    }
                    to[(y * side + x) * 3 + c] = (byte) Math.min(255, Math.round(sum));
                }
            }
        }
        return PixelImage.of8(side, side, 3, to);
    }

    /** Values of a square RGB picture, channel by channel, in [−1, 1]. */
    public static float[] values(PixelImage square) {
        byte[] from = square.bytes8();
        int plane = square.width() * square.height();
        float[] values = new float[3 * plane];
        for (int i = 0; i < plane; i++) {
            for (int c = 0; c < 3; c++) {
                values[c * plane + i] = (from[i * 3 + c] & 0xff) / HALF_RANGE - 1;
            }
        }
        return values;
    }

    /** For each target pixel: the first source pixel, then the shares of it and the next ones. */
    private static float[][] shares(int source, int target) {
        double scale = (double) source / target;
        float[][] all = new float[target][];
        for (int i = 0; i < target; i++) {
            double begin = i * scale;
            double end = Math.min(source, begin + scale);
            int first = (int) begin;
            int last = Math.max(first, (int) Math.ceil(end) - 1);
            float[] one = new float[last - first + 2];
            one[0] = first;
            for (int j = first; j <= last; j++) {
                double covered = Math.min(end, j + 1.0) - Math.max(begin, j);
                one[j - first + 1] = (float) (covered / (end - begin));
            }
            all[i] = one;
        }
        return all;
    }
}
