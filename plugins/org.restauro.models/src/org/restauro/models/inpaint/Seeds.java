// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

import java.util.Random;

/** Derives independent random streams from one seed, the same on every machine. */
final class Seeds {
    // The golden ratio in 64 bits and the finalising mix of SplitMix64 (Steele et al., 2014).
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private Seeds() {}

    /** A seed that depends on both numbers and looks unrelated to either. */
    static long mix(long seed, long index) {
        long v = seed + GOLDEN_GAMMA * (index + 1);
        v = (v ^ (v >>> 30)) * 0xBF58476D1CE4E5B9L;
        v = (v ^ (v >>> 27)) * 0x94D049BB133111EBL;
        return v ^ (v >>> 31);
    }

    /** {@code size} values of N(0, 1). */
    static float[] latent(long seed, int size) {
        Random random = new Random(seed);
        float[] z = new float[size];
        for (int i = 0; i < size; i++) {
            z[i] = (float) random.nextGaussian();
        }
        return z;
    }
}
