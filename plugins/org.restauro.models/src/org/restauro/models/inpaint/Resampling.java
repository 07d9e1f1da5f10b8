// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

import java.util.Arrays;

/**
 * Scaling of pictures with holes.
 *
 * <p>Down and up towards the network: a triangle filter as wide as the scale asks (no aliasing),
 * taken over known pixels only and divided by their weight, so that nothing of a hole's old content
 * leaks into known pixels. A small pixel is known where at least half of its weight is known. Back
 * from the network: Catmull-Rom for enlarging, the triangle filter for shrinking.
 */
final class Resampling {
    private static final float LEAST_KNOWN_WEIGHT = 0.5f;

    private Resampling() {}

    /** For each target pixel the first source pixel and the normalised weights from there on. */
    record Axis(int[] start, float[][] weights) {
        static Axis triangle(int source, int target) {
            double scale = (double) source / target;
            double support = Math.max(1, scale);
            int[] start = new int[target];
            float[][] weights = new float[target][];
            for (int i = 0; i < target; i++) {
                double center = (i + 0.5) * scale - 0.5;
                int first = Math.max(0, (int) Math.ceil(center - support));
                int last = Math.min(source - 1, (int) Math.floor(center + support));
                float[] w = new float[last - first + 1];
                double sum = 0;
                for (int j = first; j <= last; j++) {
                    sum += Math.max(0, 1 - Math.abs(j - center) / support);
                }
                for (int j = first; j <= last; j++) {
                    w[j - first] = (float) (Math.max(0, 1 - Math.abs(j - center) / support) / sum);
                }
                start[i] = first;
                weights[i] = w;
            }
            return new Axis(start, weights);
        }
    }

    /**
     * Reads a square window of an image scaled to {@code size x size}.
     *
     * @param images receives three planes at {@code imageAt}
     * @param masks receives one plane at {@code maskAt}, 1 known, 0 hole
     */
    static void read(
            Pixels pixels,
            HoleField field,
            Box window,
            int size,
            float[] images,
            int imageAt,
            float[] masks,
            int maskAt) {
        int side = window.width();
        int area = size * size;
        Axis axis = Axis.triangle(side, size);
        int[] columns = pixels.columns(window.x(), side);
        float[] row = new float[3 * side];
        float[] small = new float[4 * size];
        Arrays.fill(images, imageAt, imageAt + 3 * area, 0);
        Arrays.fill(masks, maskAt, maskAt + area, 0);
        int firstTarget = 0;
        for (int j = 0; j < side; j++) {
            while (axis.start[firstTarget] + axis.weights[firstTarget].length <= j) {
                firstTarget++;
            }
            int y = pixels.row(window.y() + j);
            pixels.read(y, columns, row, 0, side);
            shrinkRow(row, columns, field, y, axis, small);
            for (int i = firstTarget; i < size && axis.start[i] <= j; i++) {
                int k = j - axis.start[i];
                if (k >= axis.weights[i].length) {
                    continue;
                }
                float w = axis.weights[i][k];
                for (int x = 0; x < size; x++) {
                    int at = i * size + x;
                    images[imageAt + at] += w * small[x];
                    images[imageAt + area + at] += w * small[size + x];
                    images[imageAt + 2 * area + at] += w * small[2 * size + x];
                    masks[maskAt + at] += w * small[3 * size + x];
                }
            }
        }
        for (int at = 0; at < area; at++) {
            float known = masks[maskAt + at];
            float factor = known > 0 ? 1 / known : 0;
            for (int c = 0; c < 3; c++) {
                images[imageAt + c * area + at] *= factor;
            }
            masks[maskAt + at] = known >= LEAST_KNOWN_WEIGHT ? 1 : 0;
        }
    }

    // Three known-weighted colour sums and the known weight for each target column.
    private static void shrinkRow(
            float[] row, int[] columns, HoleField field, int y, Axis axis, float[] small) {
        int side = columns.length;
        int size = axis.start.length;
        for (int x = 0; x < size; x++) {
            float[] weights = axis.weights[x];
            float r = 0;
            float g = 0;
            float b = 0;
            float known = 0;
            for (int k = 0; k < weights.length; k++) {
                int from = axis.start[x] + k;
                if (!field.isHole(columns[from], y)) {
                    float w = weights[k];
                    r += w * row[from];
                    g += w * row[side + from];
                    b += w * row[2 * side + from];
                    known += w;
                }
            }
            small[x] = r;
            small[size + x] = g;
            small[2 * size + x] = b;
            small[3 * size + x] = known;
        }
    }

    /** Shrinks three square planes of {@code size} pixels a side to {@code target} pixels. */
    static float[] shrink(float[] planes, int size, int target) {
        Axis axis = Axis.triangle(size, target);
        float[] out = new float[3 * target * target];
        float[] narrow = new float[target * size];
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < size; y++) {
                for (int x = 0; x < target; x++) {
                    float sum = 0;
                    float[] weights = axis.weights[x];
                    int from = (c * size + y) * size + axis.start[x];
                    for (int k = 0; k < weights.length; k++) {
                        sum += weights[k] * planes[from + k];
                    }
                    narrow[y * target + x] = sum;
                }
            }
            for (int y = 0; y < target; y++) {
                float[] weights = axis.weights[y];
                for (int x = 0; x < target; x++) {
                    float sum = 0;
                    for (int k = 0; k < weights.length; k++) {
                        sum += weights[k] * narrow[(axis.start[y] + k) * target + x];
                    }
                    out[(c * target + y) * target + x] = sum;
                }
            }
        }
        return out;
    }

    /** The four Catmull-Rom weights for a position {@code t} in [0, 1) after the second pixel. */
    static void catmullRom(float t, float[] weights) {
        weights[0] = ((-0.5f * t + 1f) * t - 0.5f) * t;
        weights[1] = (1.5f * t - 2.5f) * t * t + 1f;
        weights[2] = ((-1.5f * t + 2f) * t + 0.5f) * t;
        weights[3] = (0.5f * t - 0.5f) * t * t;
    }
}
