// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.optim;

import java.util.List;

/**
 * Factor of a learning rate over time. Steps count from 0.
 *
 * <p>Schedules are composed: {@code RateSchedule.cosine(10_000, 2, 0.01).warmedUp(WarmUp.LINEAR,
 * 500, 0.1)}.
 */
@FunctionalInterface
public interface RateSchedule {
    /** The factor in force in a step. */
    double factor(long step);

    /** How a rate rises at the beginning. */
    enum WarmUp {
        /** It stays at the first factor, then jumps. */
        CONSTANT {
            @Override
            double factor(double share, double first) {
                return first;
            }
        },
        /** It rises by equal differences. */
        LINEAR {
            @Override
            double factor(double share, double first) {
                return first + (1 - first) * share;
            }
        },
        /** It rises by equal ratios. */
        EXPONENTIAL {
            @Override
            double factor(double share, double first) {
                return Math.pow(first, 1 - share);
            }
        };

        abstract double factor(double share, double first);
    }

    /** 1 always. */
    static RateSchedule constant() {
        return step -> 1;
    }

    /** Multiplied by a factor after each period. */
    static RateSchedule steps(long period, double factor) {
        positive("period", period);
        return step -> Math.pow(factor, step / period);
    }

    /** Multiplied by a factor at each of the given steps. */
    static RateSchedule steps(List<Long> at, double factor) {
        List<Long> steps = List.copyOf(at);
        return step -> Math.pow(factor, steps.stream().filter(s -> step >= s).count());
    }

    /** Falling evenly, by a factor in each period. */
    static RateSchedule exponential(long period, double factor) {
        positive("period", period);
        return step -> Math.pow(factor, (double) step / period);
    }

    /**
     * Falling along half a cosine and jumping back (Loshchilov and Hutter 2017).
     *
     * @param period steps of the first fall
     * @param growth factor from one fall's length to the next, 1 or more
     * @param floor factor at the end of a fall, 0 … 1
     */
    static RateSchedule cosine(long period, double growth, double floor) {
        positive("period", period);
        if (!(growth >= 1) || !(floor >= 0 && floor <= 1)) {
            throw new IllegalArgumentException(
                    "A cosine schedule has a growth of "
                            + growth
                            + " and a floor of "
                            + floor
                            + "; 1 or more, and 0 to 1, would be right.");
        }
        return step -> {
            double length = period;
            double start = 0;
            while (step >= start + length) {
                start += length;
                length *= growth;
            }
            double share = (step - start) / length;
            return floor + (1 - floor) * 0.5 * (1 + Math.cos(Math.PI * share));
        };
    }

    /**
     * A slow beginning; the schedule itself is in force from then on, counted from step 0.
     *
     * @param steps how long it takes, 0 for none
     * @param first factor in step 0, above 0
     */
    default RateSchedule warmedUp(WarmUp kind, long steps, double first) {
        if (steps < 0 || !(first > 0)) {
            throw new IllegalArgumentException(
                    "A warm-up takes "
                            + steps
                            + " steps from a factor of "
                            + first
                            + "; 0 or more, and above 0, would be right.");
        }
        return step -> step < steps ? kind.factor((double) step / steps, first) : factor(step);
    }

    private static void positive(String what, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    "The " + what + " of a schedule is " + value + "; 1 or more would be right.");
        }
    }
}
