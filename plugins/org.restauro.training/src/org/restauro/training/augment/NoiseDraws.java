// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.augment;

import org.restauro.engine.Noise;

/**
 * Draws from a noise. Every draw is made whether its operation happens or not, so that a sample's
 * values depend neither on the probability nor on the other samples.
 */
final class NoiseDraws implements Draws {
    private final Noise noise;
    private final int samples;

    NoiseDraws(Noise noise, int samples) {
        this.noise = noise;
        this.samples = samples;
    }

    @Override
    public int samples() {
        return samples;
    }

    @Override
    public double[] whole(String name, int bound, double chance) {
        float[] u = noise.uniform(full(name), samples, 1);
        double[] values = happens(name, chance);
        for (int i = 0; i < samples; i++) {
            values[i] *= Math.floor(u[i] * bound);
        }
        return values;
    }

    @Override
    public double[] uniform(String name, int width, double reach, double chance) {
        float[] u = noise.uniform(full(name), samples, width);
        double[] values = repeated(happens(name, chance), width);
        for (int i = 0; i < values.length; i++) {
            values[i] *= (u[i] * 2.0 - 1) * reach;
        }
        return values;
    }

    @Override
    public double[] normal(String name, int width, double sigma, double chance) {
        float[] n = noise.normal(full(name), samples, width);
        double[] values = repeated(happens(name, chance), width);
        for (int i = 0; i < values.length; i++) {
            values[i] *= n[i] * sigma;
        }
        return values;
    }

    @Override
    public double[] deviation(String name, double sigma, double chance) {
        double[] values = normal(name, 1, sigma, chance);
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.abs(values[i]);
        }
        return values;
    }

    @Override
    public double[] happens(String name, double chance) {
        float[] u = noise.uniform(full(name) + ".happens", samples, 1);
        double[] values = new double[samples];
        for (int i = 0; i < samples; i++) {
            values[i] = u[i] < chance ? 1 : 0;
        }
        return values;
    }

    @Override
    public double[] position(String name) {
        float[] u = noise.uniform(full(name), samples, 2);
        double[] values = new double[u.length];
        for (int i = 0; i < u.length; i++) {
            values[i] = u[i];
        }
        return values;
    }

    @Override
    public float[] field(String name, int channels, int height, int width) {
        return noise.normal(full(name), samples, channels, height, width);
    }

    private static String full(String name) {
        return "augment." + name;
    }

    private static double[] repeated(double[] values, int width) {
        double[] all = new double[values.length * width];
        for (int i = 0; i < all.length; i++) {
            all[i] = values[i / width];
        }
        return all;
    }
}
