// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.features;

import java.util.Arrays;

/** Feature vectors of a set of pictures: n rows of d finite values, in the pictures' order. */
public final class FeatureSet {
    private final int count;
    private final int dimension;
    private final float[] values;

    /**
     * @param values {@code count * dimension} values, row-major; adopted, not copied
     * @throws IllegalArgumentException if the numbers do not fit, or a value is not finite
     */
    public FeatureSet(int count, int dimension, float[] values) {
        if (count < 0 || dimension < 1 || values.length != (long) count * dimension) {
            throw new IllegalArgumentException(
                    values.length + " values are no " + count + " vectors of " + dimension + ".");
        }
        this.count = count;
        this.dimension = dimension;
        this.values = values;
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        notFinite("The picture at index " + i / dimension, values[i]));
            }
        }
    }

    static String notFinite(String picture, float value) {
        return picture
                + " has a feature that is "
                + value
                + ", so nothing can be computed from it; finite features come from weights and"
                + " pixels that are finite.";
    }

    /** Number of pictures. */
    public int count() {
        return count;
    }

    /** Length of a vector. */
    public int dimension() {
        return dimension;
    }

    /** All values, row-major: the array itself, not to be modified. */
    public float[] values() {
        return values;
    }

    /** The vectors of some pictures, in that order. */
    public FeatureSet select(int... rows) {
        float[] selected = new float[rows.length * dimension];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, rows[i] * dimension, selected, i * dimension, dimension);
        }
        return new FeatureSet(rows.length, dimension, selected);
    }

    /** The first pictures. */
    public FeatureSet first(int n) {
        return n >= count
                ? this
                : new FeatureSet(n, dimension, Arrays.copyOf(values, n * dimension));
    }

    /** Throws if another set's vectors have another length. */
    public void requireSameDimension(FeatureSet other) {
        if (other.dimension != dimension) {
            throw new IllegalArgumentException(
                    "Feature vectors of "
                            + dimension
                            + " and of "
                            + other.dimension
                            + " values cannot be compared; both sets must come from one network.");
        }
    }
}
