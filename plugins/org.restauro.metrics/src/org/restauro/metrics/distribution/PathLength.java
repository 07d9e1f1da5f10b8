// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.distribution;

import java.util.Arrays;
import java.util.Random;
import org.restauro.images.PixelImage;

/**
 * Perceptual path length of a generator (Karras et al., <a
 * href="https://arxiv.org/abs/1812.04948">2019</a>): how much its pictures change for a small step
 * between two latents, divided by the step's square. Smaller is smoother.
 *
 * @param epsilon length of the step, 1e-4 as published
 * @param full whether the step starts anywhere on the path; else at its beginning
 * @param samples pairs of latents
 * @param seed of the latents and places
 */
public record PathLength(double epsilon, boolean full, int samples, long seed) {
    /** NVIDIA's {@code ppl2_wend}: ε = 1e-4 at the beginning of 50,000 paths. */
    public static final PathLength PUBLISHED = new PathLength(1e-4, false, 50_000, 0);

    private static final double CUT = 0.01;

    /** A generator as this metric sees it. Not called from two threads at once. */
    public interface Generator {
        /** Length of a latent before mapping. */
        int latentSize();

        /**
         * Pictures at two places of the path between two latents, with equal noise.
         *
         * @param from latent at 0, of normal values
         * @param to latent at 1
         * @param first place of the first picture
         * @param second place of the second picture
         * @return both pictures
         */
        PixelImage[] along(double[] from, double[] to, double first, double second);
    }

    /** A distance of two pictures, such as LPIPS of VGG-16. */
    public interface Distance {
        /** 0 for equal pictures. */
        double between(PixelImage a, PixelImage b);
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
        if (!(epsilon > 0) || samples < 1) {
            throw new IllegalArgumentException(
                    String.format(
                            "A path length of %d samples with steps of %s; 1 or more with a step"
                                    + " above 0 would be right.",
                            samples, epsilon));
        }
    }

    /** The path length of a generator. */
    public Value of(Generator generator, Distance distance) {
        double[] lengths = new double[samples];
        Random random = new Random(seed);
        for (int i = 0; i < samples; i++) {
            double[] from = normal(random, generator.latentSize());
            double[] to = normal(random, generator.latentSize());
            double place = full ? random.nextDouble() : 0;
            PixelImage[] pair = generator.along(from, to, place, place + epsilon);
            lengths[i] = distance.between(pair[0], pair[1]) / (epsilon * epsilon);
        }
        return trimmed(lengths);
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

    private static double[] normal(Random random, int size) {
        double[] z = new double[size];
        Arrays.setAll(z, i -> random.nextGaussian());
        return z;
    }
}
