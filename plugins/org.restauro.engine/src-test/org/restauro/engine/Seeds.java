// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine;

import java.util.Random;

/** Random tests: the seed is new each time, printed, and can be given by {@code -Dseed}. */
public final class Seeds {
    private Seeds() {}

    /** A source of randomness for one test. */
    public static Random random(Class<?> test) {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println(test.getSimpleName() + " uses -Dseed=" + seed);
        return new Random(seed);
    }

    /** Values of N(0, 1). */
    public static float[] normal(Random random, int count) {
        float[] v = new float[count];
        for (int i = 0; i < count; i++) {
            v[i] = (float) random.nextGaussian();
        }
        return v;
    }
}
