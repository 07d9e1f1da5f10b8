// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.statistics;

import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What a set of vectors leaves behind for mean and covariance: n, Σx and Σxxᵀ, in double precision.
 * Parts of a set computed anywhere add up by {@link #plus} to the moments of the whole, up to the
 * rounding of double additions.
 *
 * <p>Immutable; arrays handed out are copies.
 */
public final class Moments {
    private final long count;
    private final double[] sum;
    private final double[] products;

    /**
     * @param count number of vectors
     * @param sum Σx, d values; adopted
     * @param products Σxxᵀ, d × d values; adopted
     */
    public Moments(long count, double[] sum, double[] products) {
        if (count < 0 || products.length != (long) sum.length * sum.length) {
            throw new IllegalArgumentException(
                    String.format(
                            "Moments of %d vectors with %d sums and %d products do not fit; d sums"
                                    + " and d × d products of 0 or more vectors would be right.",
                            count, sum.length, products.length));
        }
        this.count = count;
        this.sum = sum;
        this.products = products;
    }

    /** Number of vectors. */
    public long count() {
        return count;
    }

    /** Number of values of a vector. */
    public int dimension() {
        return sum.length;
    }

    /** Σx. */
    public double[] sum() {
        return sum.clone();
    }

    /** Σxxᵀ, row-major. */
    public double[] products() {
        return products.clone();
    }

    /** The moments of this set together with another one. */
    public Moments plus(Moments other) {
        if (other.dimension() != dimension()) {
            throw new IllegalArgumentException(
                    "Moments of "
                            + dimension()
                            + " and of "
                            + other.dimension()
                            + " dimensions do not add up.");
        }
        double[] s = sum.clone();
        double[] p = products.clone();
        Arrays.setAll(s, i -> s[i] + other.sum[i]);
        Arrays.setAll(p, i -> p[i] + other.products[i]);
        return new Moments(Math.addExact(count, other.count), s, p);
    }

    /**
     * Σx/n.
     *
     * @throws IllegalArgumentException if there is no vector
     */
    public double[] mean() {
        require(1, "A mean");
        double[] mean = new double[sum.length];
        Arrays.setAll(mean, i -> sum[i] / count);
        return mean;
    }

    /**
     * The covariance matrix, row-major.
     *
     * @throws IllegalArgumentException if there are too few vectors for the rule
     */
    public double[] covariance(CovarianceRule rule) {
        double[] out = new double[products.length];
        writeCovariance(rule, DoubleBuffer.wrap(out));
        return out;
    }

    /**
     * Writes the covariance matrix, row-major.
     *
     * @param target takes d × d values from index 0
     * @throws IllegalArgumentException if there are too few vectors for the rule
     */
    public void writeCovariance(CovarianceRule rule, DoubleBuffer target) {
        double divisor = divisor(rule);
        int d = sum.length;
        double[] mean = mean();
        IntStream.range(0, d)
                .parallel()
                .forEach(
                        i -> {
                            double[] row = new double[d];
                            for (int j = 0; j < d; j++) {
                                // E[xxᵀ] − μμᵀ; one rounding of the difference, not of a scaled one
                                row[j] = (products[i * d + j] - sum[i] * mean[j]) / divisor;
                            }
                            target.put(i * d, row);
                        });
    }

    /**
     * The sum of the covariance matrix's diagonal.
     *
     * @throws IllegalArgumentException if there are too few vectors for the rule
     */
    public double totalVariance(CovarianceRule rule) {
        double divisor = divisor(rule);
        int d = sum.length;
        double[] mean = mean();
        double total = 0;
        for (int i = 0; i < d; i++) {
            total += (products[i * d + i] - sum[i] * mean[i]) / divisor;
        }
        return total;
    }

    private double divisor(CovarianceRule rule) {
        boolean less = rule == CovarianceRule.N_MINUS_1;
        require(less ? 2 : 1, "A covariance divided by " + rule);
        return less ? count - 1.0 : count;
    }

    private void require(int least, String what) {
        if (count < least) {
            throw new IllegalArgumentException(
                    String.format(
                            "%s needs %d image%s or more; there %s %d.",
                            what, least, least == 1 ? "" : "s", count == 1 ? "is" : "are", count));
        }
    }
}
