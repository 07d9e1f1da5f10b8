// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Draws derived from a seed, the draw's name and its count. */
final class SeededNoise implements Noise {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final long seed;
    private final Map<String, Integer> counts = new HashMap<>();

    SeededNoise(long seed) {
        this.seed = seed;
    }

    private synchronized SplittableRandom stream(String name) {
        int count = counts.merge(name, 1, Integer::sum);
        long hash = FNV_OFFSET;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * FNV_PRIME;
        }
        hash = (hash ^ count) * FNV_PRIME;
        return new SplittableRandom(mix(seed) ^ mix(hash));
    }

    /** Finaliser of MurmurHash3 (Stafford's variant 13): neighbouring seeds become unrelated. */
    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }

    @Override
    public float[] normal(String name, long... shape) {
        SplittableRandom random = stream(name);
        float[] values = new float[Noise.size(shape)];
        for (int i = 0; i < values.length; i += 2) {
            // polar method: two independent values from one accepted point
            double x;
            double y;
            double r;
            do {
                x = 2 * random.nextDouble() - 1;
                y = 2 * random.nextDouble() - 1;
                r = x * x + y * y;
            } while (r >= 1 || r == 0);
            double f = Math.sqrt(-2 * Math.log(r) / r);
            values[i] = (float) (f * x);
            if (i + 1 < values.length) {
                values[i + 1] = (float) (f * y);
            }
        }
        return values;
    }

    @Override
    public float[] uniform(String name, long... shape) {
        SplittableRandom random = stream(name);
        float[] values = new float[Noise.size(shape)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (random.nextLong() >>> 40) * 0x1p-24f;
        }
        return values;
    }
}
