// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.source;

import org.restauro.images.random.RandomState;

/**
 * Seeds for what is random in a sample: one stream for each purpose of each sample, so that neither
 * threads nor other settings change it.
 */
final class SampleSeeds {
    /** Where the image is cropped. */
    static final int CROP = 1;

    /** Whether the image is mirrored. */
    static final int MIRROR = 2;

    /** The mask. */
    static final int MASK = 3;

    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private SampleSeeds() {}

    /** A seed of 64 bits. */
    static long of(long seed, long number, int purpose) {
        return mix(mix(mix(seed) + number * GAMMA) + purpose * GAMMA);
    }

    static RandomState random(long seed, long number, int purpose) {
        return new RandomState(of(seed, number, purpose));
    }

    /** SplitMix64's output function (Steele et al., 2014): one-to-one on 64 bits. */
    static long mix(long value) {
        long z = value + GAMMA;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
