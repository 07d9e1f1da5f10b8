// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.mat;

/**
 * A place in a linear congruential stream: s ← (1664525·s + 1013904223) mod 2³², value s/2³¹ − 1.
 *
 * @param state s before the next value is drawn, 0 to 2³² - 1
 */
record Congruential(long state) {
    private static final long FACTOR = 1664525L;
    private static final long STEP = 1013904223L;
    private static final long MASK = 0xffffffffL;

    /** The state after one more draw. */
    static long next(long state) {
        return FACTOR * state + STEP & MASK;
    }

    /** The value whose drawing led to a state, in [-1, 1). */
    static double value(long state) {
        return state / 4294967296.0 * 2 - 1;
    }

    /** The place some values further on, found by doubling: k draws are again s ← a·s + b. */
    Congruential after(long draws) {
        long a = FACTOR;
        long b = STEP;
        long reached = state;
        for (long left = draws; left > 0; left >>= 1) {
            if ((left & 1) == 1) {
                reached = a * reached + b & MASK;
            }
            b = (a + 1) * b & MASK;
            a = a * a & MASK;
        }
        return new Congruential(reached);
    }
}
