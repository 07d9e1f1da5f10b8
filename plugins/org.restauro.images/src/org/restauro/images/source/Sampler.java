// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.source;

import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.restauro.images.random.RandomState;

/**
 * In which order images are drawn.
 *
 * <p>The shuffled order is that of StyleGAN2-ADA's and MAT's sampler, draw for draw: all places are
 * shuffled once by {@code RandomState(seed)}; then, endlessly and in turn, each place gives its
 * image and swaps it with one of the {@code window} places that end with it. So every image comes
 * about as often as every other, yet never in the same order twice.
 *
 * <p>Samples are numbered from 0 over all replicas, which take turns. A position is such a number:
 * going on from one repeats the draws before it, which takes seconds for tens of millions and keeps
 * checkpoints small. Not thread-safe.
 */
public final class Sampler {
    /** How images follow each other. */
    public enum Order {
        /** Endless, shuffled. */
        SHUFFLED,
        /** Endless, in the order of the source, again and again. */
        IN_ORDER,
        /** Each image once, in the order of the source. */
        ONCE
    }

    /** The window that the published samplers use, as a share of all images. */
    public static final double DEFAULT_WINDOW = 0.5;

    /**
     * One draw.
     *
     * @param number of the sample, over all replicas
     * @param index of the image
     */
    public record Draw(long number, int index) {}

    private final Order order;
    private final int size;
    private final long seed;
    private final double window;
    private final long names;
    private final int rank;
    private final int replicas;
    private final int[] places;
    private final RandomState random;
    private final int reach;
    private final long base; // where replicas begin to take turns
    private long number;

    private Sampler(SamplerPosition position, int rank, int replicas) {
        this.order = position.order();
        this.size = position.size();
        this.seed = position.seed();
        this.window = position.window();
        this.names = position.names();
        this.base = position.number();
        this.rank = rank;
        this.replicas = replicas;
        boolean shuffled = order == Order.SHUFFLED;
        this.random = shuffled ? new RandomState(seed) : null;
        this.places = shuffled ? random.permutation(size) : IntStream.range(0, size).toArray();
        this.reach = shuffled ? (int) Math.rint(size * window) : 0;
        while (number < position.number()) {
            step();
        }
    }

    /**
     * Endless and shuffled, with the published window.
     *
     * @param size how many images there are, at least 1; twice as many for {@link Mirror#DOUBLED}
     */
    public static Sampler shuffled(int size, long seed) {
        return shuffled(size, seed, DEFAULT_WINDOW);
    }

    /**
     * Endless and shuffled.
     *
     * @param window share of the images, 0 to 1; below 2 images the order of the first shuffle
     *     repeats
     */
    public static Sampler shuffled(int size, long seed, double window) {
        return resume(new SamplerPosition(Order.SHUFFLED, size, seed, window, 0, 0));
    }

    /** Endless, in the order of the source. */
    public static Sampler inOrder(int size) {
        return resume(new SamplerPosition(Order.IN_ORDER, size, 0, 0, 0, 0));
    }

    /** Each image once, in the order of the source. */
    public static Sampler once(int size) {
        return resume(new SamplerPosition(Order.ONCE, size, 0, 0, 0, 0));
    }

    /** A sampler that goes on from a position. */
    public static Sampler resume(SamplerPosition position) {
        return new Sampler(position, 0, 1);
    }

    /**
     * The share of one of several replicas, from where this sampler stands. Together they draw what
     * this one would have drawn.
     *
     * @param replica 0 to {@code count}-1
     */
    public Sampler shard(int replica, int count) {
        if (count < 1 || replica < 0 || replica >= count) {
            throw new IllegalArgumentException(
                    "There is no replica " + replica + " of " + count + "; they count from 0.");
        }
        return new Sampler(position(), replica, count);
    }

    /** How many images are drawn from. */
    public int size() {
        return size;
    }

    /** How images follow each other. */
    public Order order() {
        return order;
    }

    /** The fingerprint of the names that the sampler was made for, 0 if it is not known. */
    long names() {
        return names;
    }

    /** Whether there is another draw: always, unless each image comes once. */
    public boolean hasNext() {
        return order != Order.ONCE || nextNumber() < size;
    }

    private long nextNumber() {
        return number + Math.floorMod(base + rank - number, (long) replicas);
    }

    /**
     * The next draw.
     *
     * @throws NoSuchElementException if each image comes once and all have come
     */
    public Draw next() {
        if (!hasNext()) {
            throw new NoSuchElementException("All " + size + " images have been drawn.");
        }
        for (long wanted = nextNumber(); number < wanted; ) {
            step();
        }
        Draw draw = new Draw(number, places[(int) (number % size)]);
        step();
        return draw;
    }

    private void step() {
        if (reach >= 2) {
            int i = (int) (number % size);
            int j = Math.floorMod(i - random.randint(reach), size);
            int swap = places[i];
            places[i] = places[j];
            places[j] = swap;
        }
        number++;
    }

    /** Where the sampler stands. */
    public SamplerPosition position() {
        return position(number, names);
    }

    /** The position before a given sample; with replicas, where its round of all of them begins. */
    SamplerPosition position(long sample, long fingerprint) {
        long round = sample - Math.floorMod(sample - base, (long) replicas);
        return new SamplerPosition(order, size, seed, window, round, fingerprint);
    }

    /** The number of the sample after a given one, for this replica. */
    long after(long sample) {
        return sample + replicas;
    }

    /** The number of the next sample, for this replica. */
    long upcoming() {
        return nextNumber();
    }
}
