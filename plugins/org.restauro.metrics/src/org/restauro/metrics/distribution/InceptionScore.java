// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.distribution;

import java.util.Arrays;
import org.restauro.images.random.RandomState;

/**
 * Inception score (Salimans et al., <a href="https://arxiv.org/abs/1606.03498">2016</a>): the
 * exponential of the mean divergence of each picture's class probabilities from those of all, over
 * splits of the set. From 1 up to the number of classes; larger is better.
 *
 * @param splits parts of the set; sets with fewer pictures get one part a picture
 * @param shuffled whether the pictures are put in the order of NumPy's {@code
 *     RandomState(seed).permutation} first, as torch-fidelity does; NVIDIA's code keeps their order
 * @param seed of that order
 */
public record InceptionScore(int splits, boolean shuffled, long seed) {
    /** As in torch-fidelity: 10 splits, shuffled with seed 2020. */
    public static final InceptionScore PUBLISHED = new InceptionScore(10, true, 2020);

    /** As in NVIDIA's code: 10 splits in the pictures' order. */
    public static final InceptionScore IN_ORDER = new InceptionScore(10, false, 0);

    /** Checks the number of splits. */
    public InceptionScore {
        if (splits < 1) {
            throw new IllegalArgumentException(
                    "An inception score over " + splits + " splits; 1 or more would be right.");
        }
    }

    /**
     * What was found.
     *
     * @param mean over the splits
     * @param deviation over the splits, of the population
     * @param splits how many there were
     */
    public record Value(double mean, double deviation, int splits) {}

    /**
     * The score of a set.
     *
     * @param logits (n, classes), row-major, computed without the classifier's bias
     * @throws IllegalArgumentException if there is no picture
     */
    public Value of(float[] logits, int n, int classes) {
        if (n < 1 || logits.length != (long) n * classes) {
            throw new IllegalArgumentException(
                    String.format(
                            "%d logits are no %d pictures of %d classes; one picture or more would"
                                    + " be right.",
                            logits.length, n, classes));
        }
        int[] order = new int[n];
        Arrays.setAll(order, i -> i);
        if (shuffled) {
            order = new RandomState(seed).permutation(n);
        }
        int parts = Math.min(splits, n);
        double[] scores = new double[parts];
        for (int s = 0; s < parts; s++) {
            int from = (int) ((long) s * n / parts);
            int to = (int) ((long) (s + 1) * n / parts);
            scores[s] = score(logits, classes, Arrays.copyOfRange(order, from, to));
        }
        double mean = Arrays.stream(scores).average().orElseThrow();
        double variance =
                Arrays.stream(scores).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        return new Value(mean, Math.sqrt(variance), parts);
    }

    private static double score(float[] logits, int classes, int[] rows) {
        double[] marginal = new double[classes];
        double entropy = 0;
        for (int row : rows) {
            int at = row * classes;
            double largest = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < classes; c++) {
                largest = Math.max(largest, logits[at + c]);
            }
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                sum += Math.exp(logits[at + c] - largest);
            }
            double logSum = largest + Math.log(sum);
            for (int c = 0; c < classes; c++) {
                double logP = logits[at + c] - logSum;
                double p = Math.exp(logP);
                marginal[c] += p;
                entropy += p * logP;
            }
        }
        // Σ p(log p − log mean p), averaged over the pictures
        double cross = 0;
        for (double sum : marginal) {
            double mean = sum / rows.length;
            cross += mean > 0 ? mean * Math.log(mean) : 0;
        }
        return Math.exp(entropy / rows.length - cross);
    }
}
