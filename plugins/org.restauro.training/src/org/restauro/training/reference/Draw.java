// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.reference;

/** Random numbers that follow from a seed, a sample's number and a purpose alone. */
final class Draw {
    private static final long FACTOR = 0xD1342543DE82EF95L;

    private Draw() {}

    /** 64 random bits (the finaliser of SplitMix64, Steele et al. 2014, over each part). */
    static long of(long seed, long number, int purpose) {
        return mix(mix(mix(seed) ^ number * FACTOR) + purpose);
    }

    /** A number in [0, 1). */
    static double unit(long seed, long number, int purpose) {
        return (of(seed, number, purpose) >>> 11) * 0x1.0p-53;
    }

    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
