// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.distribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.restauro.images.random.RandomState;

/**
 * Perceptual path length of a generator (Karras et al., <a
 * href="https://arxiv.org/abs/1812.04948">2019</a>): how much its pictures change for a small step
 * between two latents, divided by the step's square. Smaller is smoother.
 *
 * <p>Pictures are compared as the generator gives them, neither clamped nor rounded: steps are far
 * smaller than a grey level. Each path has its own noise, the same at both of its places.
 *
 * @param space {@code W} or {@code Z}
 * @param epsilon length of the step, 1e-4 as published
 * @param full whether the step starts anywhere on the path; else at its beginning
 * @param crop whether only the part where faces are is compared: rows 3/8 to 7/8, columns 2/8 to
 *     6/8
 * @param samples pairs of latents
 * @param seed of latents, places, classes and noise
 */
public record PathLength(
        Space space, double epsilon, boolean full, boolean crop, int samples, long seed) {
    /** NVIDIA's {@code ppl2_wend}: ε = 1e-4 at the beginning of 50,000 paths between styles. */
    public static final PathLength PUBLISHED =
            new PathLength(Space.W, 1e-4, false, false, 50_000, 0);

    /** Larger pictures are averaged down to this side before they are compared, as published. */
    static final int COMPARED_SIDE = 256;

    private static final double CUT = 0.01;
    private static final int BATCH = 8;

    /** What paths lead through. */
    public enum Space {
        /** Latents, along the sphere they lie on. */
        Z,
        /** Styles, along straight lines. */
        W;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A generator as this metric sees it. Not called from two threads at once. */
    public interface Generator {
        /** Length of a latent before mapping. */
        int latentSize();

        /** Number of classes; 0 for none. */
        int classes();

        /** Whether latents are mapped to styles, so that there are paths through {@code W}. */
        boolean hasStyles();

        /** The picture at the beginning and the one a step further, of each path. */
        List<Pair> pairs(List<Path> paths, Space space);
    }

    /**
     * A step on the way between two latents.
     *
     * @param from latent at 0, of normal values
     * @param to latent at 1
     * @param classIndex 0 where there are no classes
     * @param first place of the first picture
     * @param second place of the second picture
     * @param noiseSeed of the noise of both pictures
     */
    public record Path(
            float[] from,
            float[] to,
            int classIndex,
            double first,
            double second,
            long noiseSeed) {}

    /** Two pictures of one size. */
    public record Pair(RawPicture first, RawPicture second) {}

    /** A distance of pictures, such as LPIPS of VGG-16. */
    public interface Distance {
        /** Of each pair, 0 for equal pictures. */
        double[] between(List<Pair> pairs);
    }

    /** Is told how many paths are measured; may throw to end it. */
    @FunctionalInterface
    public interface Progress {
        /** So many of all. */
        void done(int paths, int total);
    }

    /**
     * What was found.
     *
     * @param mean of the paths that are neither among the shortest nor the longest 1 %
     * @param deviation of those, of the population
     * @param kept how many those are
     */
    public record Value(double mean, double deviation, int kept) {}

    /** Checks the numbers. */
    public PathLength {
        if (!(epsilon > 0 && epsilon <= 1) || samples < 1) {
            throw new IllegalArgumentException(
                    String.format(
                            "A path length of %d samples with steps of %s; 1 or more with a step"
                                    + " above 0, at most 1, would be right.",
                            samples, epsilon));
        }
    }

    /** The same of other paths. */
    public PathLength with(Space other, boolean anywhere) {
        return new PathLength(other, epsilon, anywhere, crop, samples, seed);
    }

    /** The same of more or fewer paths. */
    public PathLength withSamples(int other) {
        return new PathLength(space, epsilon, full, crop, other, seed);
    }

    /** The same from another seed. */
    public PathLength withSeed(long other) {
        return new PathLength(space, epsilon, full, crop, samples, other);
    }

    /** The same by steps of another length. */
    public PathLength withEpsilon(double other) {
        return new PathLength(space, other, full, crop, samples, seed);
    }

    /** The same of the part where faces are, or of the whole picture. */
    public PathLength cropped(boolean other) {
        return new PathLength(space, epsilon, full, other, samples, seed);
    }

    /**
     * The path length of a generator.
     *
     * @throws IllegalArgumentException if the generator has no such paths
     */
    public Value of(Generator generator, Distance distance, Progress progress) {
        if (space == Space.W && !generator.hasStyles()) {
            throw new IllegalArgumentException(
                    "The generator has no styles, so there are no paths through w; choose paths"
                            + " through z.");
        }
        RandomState random = new RandomState(seed);
        double[] lengths = new double[samples];
        int done = 0;
        while (done < samples) {
            List<Path> paths = new ArrayList<>();
            while (paths.size() < BATCH && done + paths.size() < samples) {
                paths.add(path(generator, random, done + paths.size()));
            }
            List<Pair> pairs = generator.pairs(paths, space).stream().map(this::compared).toList();
            for (double d : distance.between(pairs)) {
                lengths[done++] = d / (epsilon * epsilon);
            }
            progress.done(done, samples);
        }
        return trimmed(lengths);
    }

    private Path path(Generator generator, RandomState random, int index) {
        float[] from = normal(random, generator.latentSize());
        float[] to = normal(random, generator.latentSize());
        int classIndex = generator.classes() == 0 ? 0 : random.randint(generator.classes());
        double place = full ? random.nextDouble() : 0;
        return new Path(
                from, to, classIndex, place, place + epsilon, RandomState.seedOf(seed, index + 1L));
    }

    private Pair compared(Pair pair) {
        return new Pair(compared(pair.first), compared(pair.second));
    }

    private RawPicture compared(RawPicture picture) {
        RawPicture part = crop ? picture.face() : picture;
        int factor = part.height() / COMPARED_SIDE;
        return factor > 1 ? part.averaged(factor) : part;
    }

    /** Mean without the shortest and longest 1 %. */
    static Value trimmed(double[] lengths) {
        double[] sorted = lengths.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        // NumPy's percentiles with interpolation "lower" and "higher"
        double low = sorted[(int) Math.floor(CUT * (n - 1))];
        double high = sorted[(int) Math.ceil((1 - CUT) * (n - 1))];
        double[] kept = Arrays.stream(sorted).filter(v -> v >= low && v <= high).toArray();
        double mean = Arrays.stream(kept).average().orElse(Double.NaN);
        double variance =
                Arrays.stream(kept).map(v -> (v - mean) * (v - mean)).average().orElse(Double.NaN);
        return new Value(mean, Math.sqrt(variance), kept.length);
    }

    private static float[] normal(RandomState random, int size) {
        float[] z = new float[size];
        for (int i = 0; i < size; i++) {
            z[i] = (float) random.randn();
        }
        return z;
    }

    /** For people: which paths. */
    @Override
    public String toString() {
        return (full ? "anywhere on" : "at the beginning of")
                + " paths through "
                + space
                + ", steps of "
                + epsilon
                + (crop ? ", faces only" : "");
    }
}
