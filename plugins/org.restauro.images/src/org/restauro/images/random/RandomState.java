// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.random;

/**
 * The draws of NumPy's legacy {@code RandomState}, bit for bit and in the same order, so that
 * masks, latents and shuffles equal those of the published Python code for the same seed.
 *
 * <p>The generator is MT19937 (Matsumoto and Nishimura, <a
 * href="https://doi.org/10.1145/272991.272995">1998</a>); normal values come from Marsaglia's polar
 * method, whose second value is kept for the next call. Not thread-safe.
 */
public final class RandomState {
    private static final int N = 624;
    private static final int M = 397;

    private final int[] key = new int[N];
    private int position = N;
    private boolean hasNormal;
    private double keptNormal;

    /**
     * @param seed 0 to 2^32-1 as in {@code RandomState(seed)}; any other value as in {@code
     *     RandomState([low 32 bits, high 32 bits])}
     */
    public RandomState(long seed) {
        if (seed >>> 32 == 0) {
            fill((int) seed);
        } else {
            fill(new int[] {(int) seed, (int) (seed >>> 32)});
        }
    }

    /** As {@code RandomState([…])} of unsigned 32-bit numbers. */
    public RandomState(int[] seeds) {
        if (seeds.length == 0) {
            throw new IllegalArgumentException("Give at least one number as seed.");
        }
        fill(seeds);
    }

    // The two seedings of the authors' reference code of 2002 (init_genrand and init_by_array).
    private void fill(int seed) {
        key[0] = seed;
        for (int i = 1; i < N; i++) {
            key[i] = 1812433253 * (key[i - 1] ^ (key[i - 1] >>> 30)) + i;
        }
    }

    private void fill(int[] seeds) {
        fill(19650218);
        int i = 1;
        int j = 0;
        for (int k = Math.max(N, seeds.length); k > 0; k--) {
            key[i] = (key[i] ^ ((key[i - 1] ^ (key[i - 1] >>> 30)) * 1664525)) + seeds[j] + j;
            i++;
            if (i == N) {
                key[0] = key[N - 1];
                i = 1;
            }
            j = (j + 1) % seeds.length;
        }
        for (int k = N - 1; k > 0; k--) {
            key[i] = (key[i] ^ ((key[i - 1] ^ (key[i - 1] >>> 30)) * 1566083941)) - i;
            i++;
            if (i == N) {
                key[0] = key[N - 1];
                i = 1;
            }
        }
        key[0] = 0x80000000;
    }

    /** The next 32 random bits. */
    public int nextInt() {
        if (position == N) {
            refill();
        }
        int y = key[position++];
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9D2C5680;
        y ^= (y << 15) & 0xEFC60000;
        return y ^ (y >>> 18);
    }

    private void refill() {
        for (int i = 0; i < N; i++) {
            int y = (key[i] & 0x80000000) | (key[(i + 1) % N] & 0x7FFFFFFF);
            key[i] = key[(i + M) % N] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : 0x9908B0DF);
        }
        position = 0;
    }

    /** Uniform in [0, 1) with 53 random bits: {@code random_sample()}. */
    public double nextDouble() {
        int high = nextInt() >>> 5;
        int low = nextInt() >>> 6;
        return (high * 67108864.0 + low) / 9007199254740992.0;
    }

    /** Uniform in [low, high): {@code uniform(low, high)}. */
    public double uniform(double low, double high) {
        return low + (high - low) * nextDouble();
    }

    /** Uniform on 0..bound-1: {@code randint(bound)}. One possible value draws nothing. */
    public int randint(int bound) {
        return randint(0, bound);
    }

    /**
     * Uniform on low..high-1: {@code randint(low, high)}, by masking and rejecting.
     *
     * @throws IllegalArgumentException if high is not greater than low
     */
    public int randint(int low, int high) {
        if (high <= low) {
            throw new IllegalArgumentException(
                    String.format(
                            "There is no whole number from %d to below %d to draw.", low, high));
        }
        long range = (long) high - 1 - low;
        if (range == 0) {
            return low;
        }
        long mask = (Long.highestOneBit(range) << 1) - 1;
        long value;
        do {
            value = nextInt() & mask;
        } while (value > range);
        return (int) (low + value);
    }

    /** Standard normal: {@code randn()}. */
    public double randn() {
        if (hasNormal) {
            hasNormal = false;
            return keptNormal;
        }
        double x1;
        double x2;
        double r2;
        do {
            x1 = 2.0 * nextDouble() - 1.0;
            x2 = 2.0 * nextDouble() - 1.0;
            r2 = x1 * x1 + x2 * x2;
        } while (r2 >= 1.0 || r2 == 0.0);
        double factor = Math.sqrt(-2.0 * StrictMath.log(r2) / r2);
        keptNormal = factor * x1;
        hasNormal = true;
        return factor * x2;
    }

    /** Many standard normal values: {@code randn(count)}. */
    public double[] randn(int count) {
        double[] out = new double[count];
        for (int i = 0; i < count; i++) {
            out[i] = randn();
        }
        return out;
    }

    /** {@code normal(mean, deviation)}. */
    public double normal(double mean, double deviation) {
        return mean + deviation * randn();
    }

    /** Shuffles in place: {@code shuffle(values)}. */
    public void shuffle(int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = randint(i + 1);
            int swap = values[i];
            values[i] = values[j];
            values[j] = swap;
        }
    }

    /** 0..n-1 in random order: {@code permutation(n)}. */
    public int[] permutation(int n) {
        int[] out = new int[n];
        for (int i = 0; i < n; i++) {
            out[i] = i;
        }
        shuffle(out);
        return out;
    }

    /**
     * A seed for the {@code index}-th of many independent streams of one seed. Index 0 is the seed
     * itself; the others are spread by SplitMix64 (Steele et al., <a
     * href="https://doi.org/10.1145/2660193.2660195">2014</a>) into 0..2^32-1.
     */
    public static long seedOf(long seed, long index) {
        if (index == 0) {
            return seed;
        }
        long z = seed + index * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return (z ^ (z >>> 31)) >>> 32;
    }
}
