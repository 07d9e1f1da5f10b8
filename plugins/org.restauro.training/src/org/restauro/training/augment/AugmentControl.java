// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.augment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.restauro.engine.weights.StateDict;
import org.restauro.training.Controller;
import org.restauro.training.TrainingRun;
import org.restauro.training.checkpoint.Persistent;

/**
 * The probability of augmentation, and in mode {@link AugmentMode#ADA} what moves it.
 *
 * <p>How far the discriminator overfits is read from the signs of its judgement of real images,
 * reported as {@value #SIGNS}: their mean is 0 for one that only guesses, 1 for one that knows them
 * all. Every few steps the probability rises by a fixed amount where the mean lies above the
 * target, and falls where it lies below, not beyond 0 (Karras et al. 2020, section 3).
 */
public final class AugmentControl implements Controller, Persistent {
    /** The term that is watched. */
    public static final String SIGNS = "Loss/signs/real";

    /** Steps between adjustments, as published. */
    public static final int PUBLISHED_INTERVAL = 4;

    private static final String PROBABILITY = "probability";
    private static final String SUM = "sum";
    private static final String COUNT = "count";

    private final AugmentMode mode;
    private final double target;
    private final double kimg;
    private final int every;
    private float probability;
    private double sum;
    private long count;

    private AugmentControl(
            AugmentMode mode, double probability, double target, double kimg, int every) {
        this.mode = mode;
        this.probability = (float) probability;
        this.target = target;
        this.kimg = kimg;
        this.every = every;
    }

    /** No augmentation: the probability stays 0. */
    public static AugmentControl none() {
        return new AugmentControl(AugmentMode.NONE, 0, 0, 1, 1);
    }

    /** A probability that stays, from 0 to 1. */
    public static AugmentControl fixed(double probability) {
        require(probability >= 0 && probability <= 1, "probability", probability, "0 to 1");
        return new AugmentControl(AugmentMode.FIXED, probability, 0, 1, 1);
    }

    /**
     * A probability that adapts, adjusted every {@link #PUBLISHED_INTERVAL} steps.
     *
     * @param initial probability at the start, 0 to 1; published: 0
     * @param target mean of the signs that is aimed at, −1 to 1; published: 0.6
     * @param kimg thousands of images in which the probability can rise from 0 to 1; published: 500
     */
    public static AugmentControl adaptive(double initial, double target, double kimg) {
        return adaptive(initial, target, kimg, PUBLISHED_INTERVAL);
    }

    /** The same, adjusted every n-th step. */
    public static AugmentControl adaptive(
            double initial, double target, double kimg, int interval) {
        require(initial >= 0 && initial <= 1, "initial probability", initial, "0 to 1");
        require(target >= -1 && target <= 1, "target", target, "−1 to 1");
        require(kimg > 0 && Double.isFinite(kimg), "number of kimg", kimg, "above 0");
        require(interval >= 1, "interval", interval, "1 or more");
        return new AugmentControl(AugmentMode.ADA, initial, target, kimg, interval);
    }

    private static void require(boolean holds, String what, double value, String right) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "The "
                            + what
                            + " of augmentation is "
                            + value
                            + "; "
                            + right
                            + " would be right.");
        }
    }

    /** How the probability is chosen. */
    public AugmentMode mode() {
        return mode;
    }

    /** The probability of the moment, 0 or more; may be asked from any thread that trains. */
    public double probability() {
        return probability;
    }

    @Override
    public Priority priority() {
        // before what writes the probability down
        return Priority.FIRST;
    }

    @Override
    public void afterStep(TrainingRun run) {
        if (mode != AugmentMode.ADA) {
            return;
        }
        if (run.terms().names().contains(SIGNS)) {
            for (float sign : run.terms().values(SIGNS)) {
                collect(sign);
            }
        }
        if (run.step() % every == 0) {
            adjust(run.batchSize());
        }
    }

    /** Takes the sign of a judgement into the mean; what is no number is left out. */
    void collect(double sign) {
        if (!Double.isNaN(sign)) {
            sum += sign;
            count++;
        }
    }

    /** Moves the probability by what was collected, if anything was, and begins anew. */
    void adjust(int batch) {
        if (count > 0) {
            double step = Math.signum(sum / count - target) * batch * every / (1000 * kimg);
            probability = Math.max(0, probability + (float) step);
        }
        sum = 0;
        count = 0;
    }

    @Override
    public String name() {
        return "augment";
    }

    /** The probability, and what was collected since it was adjusted. */
    @Override
    public ObjectNode numbers() {
        return Persistent.super
                .numbers()
                .put(PROBABILITY, (double) probability)
                .put(SUM, sum)
                .put(COUNT, count);
    }

    /** Goes on; where the probability does not adapt, that of the settings stays. */
    @Override
    public void restore(StateDict tensors, JsonNode numbers) {
        double p = number(numbers, PROBABILITY);
        double s = number(numbers, SUM);
        double c = number(numbers, COUNT);
        if (!(p >= 0) || !(c >= 0) || !(Math.abs(s) <= c)) {
            throw new IllegalArgumentException(
                    "The state of augmentation is "
                            + numbers
                            + "; a probability and a count of 0 or more, and a sum not beyond the"
                            + " count would be right.");
        }
        if (mode == AugmentMode.ADA) {
            probability = (float) p;
            sum = s;
            count = (long) c;
        }
    }

    private static double number(JsonNode numbers, String name) {
        JsonNode value = numbers.path(name);
        if (!value.isNumber()) {
            throw new IllegalArgumentException(
                    "The state of augmentation has no number '" + name + "': " + numbers);
        }
        return value.doubleValue();
    }

    @Override
    public String toString() {
        return "augmentation " + mode + " at " + probability;
    }
}
