// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.augment;

import java.util.Arrays;

/**
 * The original's way to make its pipe reproducible: everything happens, with values at one
 * percentile of their distributions. Its normal values lack a factor of √2.
 */
final class PercentileDraws implements Draws {
    private final double q;
    private final int samples;

    PercentileDraws(double q, int samples) {
        this.q = q;
        this.samples = samples;
    }

    /** Newton's method on the integral of Gauss' bell, by its power series. */
    static double inverseErf(double y) {
        double x = 0;
        for (int i = 0; i < 100; i++) {
            x -= (erf(x) - y) * Math.sqrt(Math.PI) / 2 * Math.exp(x * x);
        }
        return x;
    }

    private static double erf(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; n < 200; n++) {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        return sum * 2 / Math.sqrt(Math.PI);
    }

    private double[] all(int width, double value) {
        double[] values = new double[samples * width];
        Arrays.fill(values, value);
        return values;
    }

    @Override
    public int samples() {
        return samples;
    }

    @Override
    public double[] whole(String name, int bound, double chance) {
        return all(1, Math.floor(q * bound));
    }

    @Override
    public double[] uniform(String name, int width, double reach, double chance) {
        return all(width, name.equals("rotate.after") ? 0 : (2 * q - 1) * reach);
    }

    @Override
    public double[] normal(String name, int width, double sigma, double chance) {
        return all(width, inverseErf(2 * q - 1) * sigma);
    }

    @Override
    public double[] deviation(String name, double sigma, double chance) {
        return all(1, inverseErf(q) * sigma);
    }

    @Override
    public double[] happens(String name, double chance) {
        return all(1, 1);
    }

    @Override
    public double[] position(String name) {
        return all(2, q);
    }

    @Override
    public float[] field(String name, int channels, int height, int width) {
        return new float[samples * channels * height * width];
    }
}
