// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.augment;

/** Filters of the pipe, made from the low-pass filters of Daubechies' symlets. */
final class Wavelets {
    /** Low-pass of sym6 with sum 1, for resampling. */
    private static final double[] SYM6 = {
        0.015404109327027373,
        0.0034907120842174702,
        -0.11799011114819057,
        -0.048311742585633,
        0.4910559419267466,
        0.787641141030194,
        0.3379294217276218,
        -0.07263752278646252,
        -0.021060292512300564,
        0.04472490177066578,
        0.0017677118642428036,
        -0.007800708325034148
    };

    private static final double[] SYM2 = {
        -0.12940952255092145, 0.22414386804185735, 0.836516303737469, 0.48296291314469025
    };

    private static final int BANDS = 4;

    private Wavelets() {}

    /** Twelve taps, sum 1. */
    static double[] resampling() {
        double sum = 0;
        for (double v : SYM6) {
            sum += v;
        }
        double[] filter = SYM6.clone();
        for (int i = 0; i < filter.length; i++) {
            filter[i] /= sum;
        }
        return filter;
    }

    /**
     * Four symmetric filters of equal length, from the lowest band to the highest; their sum is the
     * identity.
     *
     * <p>With L(z) = H(z)·H(1/z)/2 and the high-pass M(z) = L(−z), band 0 is L(z)·L(z²)·L(z⁴), and
     * the bands above it are L(z)·L(z²)·M(z⁴), L(z)·M(z²) and M(z).
     */
    static double[][] bands() {
        double[] low = autocorrelation(SYM2);
        double[] high = low.clone();
        int middle = high.length / 2;
        for (int i = 0; i < high.length; i++) {
            high[i] *= (i - middle) % 2 == 0 ? 1 : -1;
        }
        int halfLength = middle * ((1 << (BANDS - 1)) - 1);
        double[][] bands = new double[BANDS][];
        double[] below = {1};
        for (int i = BANDS - 1; i >= 0; i--) {
            int spacing = 1 << (BANDS - 1 - i);
            bands[i] =
                    centred(i == 0 ? below : convolved(below, spaced(high, spacing)), halfLength);
            below = convolved(below, spaced(low, spacing));
        }
        return bands;
    }

    private static double[] autocorrelation(double[] filter) {
        double[] turned = new double[filter.length];
        for (int i = 0; i < filter.length; i++) {
            turned[i] = filter[filter.length - 1 - i] / 2;
        }
        return convolved(filter, turned);
    }

    private static double[] spaced(double[] filter, int spacing) {
        double[] wide = new double[(filter.length - 1) * spacing + 1];
        for (int i = 0; i < filter.length; i++) {
            wide[i * spacing] = filter[i];
        }
        return wide;
    }

    private static double[] convolved(double[] a, double[] b) {
        double[] product = new double[a.length + b.length - 1];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b.length; j++) {
                product[i + j] += a[i] * b[j];
            }
        }
        return product;
    }

    private static double[] centred(double[] filter, int halfLength) {
        double[] wide = new double[2 * halfLength + 1];
        System.arraycopy(filter, 0, wide, halfLength - filter.length / 2, filter.length);
        return wide;
    }
}
