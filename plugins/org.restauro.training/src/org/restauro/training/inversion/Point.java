// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.inversion;

import java.util.Arrays;
import org.restauro.models.gan.LatentSpace;

/**
 * Codes of one picture in a space.
 *
 * @param codes row-major
 * @param rows 1, or a row a layer
 */
record Point(LatentSpace space, float[] codes, int rows) {
    /** As a generator takes it. */
    long[] shape() {
        boolean layered = space == LatentSpace.WP || space == LatentSpace.Y;
        return layered ? new long[] {1, rows, codes.length / rows} : new long[] {1, codes.length};
    }

    Point with(float[] others) {
        return new Point(space, others, rows);
    }

    /** The same style for all layers, each layer for itself. */
    Point repeated(int layers) {
        float[] all = new float[layers * codes.length];
        for (int i = 0; i < layers; i++) {
            System.arraycopy(codes, 0, all, i * codes.length, codes.length);
        }
        return new Point(LatentSpace.WP, all, layers);
    }

    /** The mean of the layers' styles. */
    Point mean() {
        int size = codes.length / rows;
        float[] mean = new float[size];
        for (int i = 0; i < size; i++) {
            double sum = 0;
            for (int r = 0; r < rows; r++) {
                sum += codes[r * size + i];
            }
            mean[i] = (float) (sum / rows);
        }
        return new Point(LatentSpace.W, mean, 1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Point p
                && space == p.space
                && rows == p.rows
                && Arrays.equals(codes, p.codes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(codes);
    }
}
