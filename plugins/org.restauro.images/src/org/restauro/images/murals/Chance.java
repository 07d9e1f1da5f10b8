// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/**
 * A stream of decisions: the same seed gives the same stream on every machine (SplitMix64; Steele,
 * Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
 */
final class Chance {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long seed;
    private long state;

    Chance(long seed) {
        this.seed = seed;
        this.state = seed;
    }

    /** A stream of its own for one matter, which does not depend on what was drawn here before. */
    Chance about(String matter) {
        long h = mix(seed ^ GOLDEN);
        for (int i = 0; i < matter.length(); i++) {
            h = mix(h * 31 + matter.charAt(i));
        }
        return new Chance(h);
    }

    /** Like {@link #about(String)}, for the {@code number}-th of several such matters. */
    Chance about(String matter, long number) {
        Chance base = about(matter);
        return new Chance(mix(base.seed + number * GOLDEN));
    }

    long bits() {
        state += GOLDEN;
        return mix(state);
    }

    /** In [0, 1). */
    double unit() {
        return (bits() >>> 11) * 0x1.0p-53;
    }

    /** In [low, high). */
    double between(double low, double high) {
        return low + (high - low) * unit();
    }

    /** One of 0 ... n-1. */
    int below(int n) {
        return (int) (unit() * n);
    }

    /** One of low ... high, both included. */
    int from(int low, int high) {
        return low + below(high - low + 1);
    }

    boolean happens(double probability) {
        return unit() < probability;
    }

    @SafeVarargs
    final <T> T oneOf(T... choices) {
        return choices[below(choices.length)];
    }

    /** A finaliser that spreads every bit of {@code z} over the result. */
    static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
