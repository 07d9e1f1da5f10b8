// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine;

import java.util.List;

/**
 * The one source of randomness of a network: latents, layer noise, mixing maps, augmentation.
 *
 * <p>Every draw has a name. A seeded source derives a draw from its seed, the name and how often
 * that name was drawn before, so draws under other names, or their order, never change it. The
 * numbers are made in Java and are the same on every device.
 */
public interface Noise {
    /** Independent N(0,1) values, row-major. */
    float[] normal(String name, long... shape);

    /** Independent values, uniform in [0,1), row-major. */
    float[] uniform(String name, long... shape);

    /** Independent values, 1 with probability p, else 0, row-major. */
    default float[] bernoulli(String name, double p, long... shape) {
        float[] values = uniform(name, shape);
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] < p ? 1f : 0f;
        }
        return values;
    }

    /** One whole number, uniform in 0 … bound−1. */
    default int below(String name, int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException(
                    "Bound of a draw is " + bound + ", must be 1 or more");
        }
        // a float has 24 bits; two of them keep larger bounds even
        float[] u = uniform(name, 2);
        return (int) Math.min(bound - 1L, (long) ((u[0] + u[1] * 0x1p-24) * bound));
    }

    /** A reproducible source. */
    static Noise seeded(long seed) {
        return new SeededNoise(seed);
    }

    /**
     * A source for a batch: draws whose first dimension is the number of seeds are cut into
     * samples, and sample i comes from {@code seeds[i]} alone, whatever its batch mates are.
     */
    static Noise perSample(long... seeds) {
        return new BatchNoise(seeds);
    }

    /** A source that passes another one's draws on and keeps them. */
    static RecordedNoise recording(Noise source) {
        return new RecordedNoise(source);
    }

    /** A source that gives recorded draws once more, in the same order. */
    static Noise replay(List<RecordedNoise.Draw> draws) {
        return new ReplayedNoise(draws);
    }

    /** Number of values of a shape. */
    static int size(long... shape) {
        long n = 1;
        for (long s : shape) {
            n = Math.multiplyExact(n, s);
        }
        return Math.toIntExact(n);
    }
}
