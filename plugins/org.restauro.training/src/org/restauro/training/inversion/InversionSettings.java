// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.inversion;

import org.restauro.models.gan.LatentSpace;

/**
 * How codes of a picture are searched.
 *
 * @param space of the codes; null for the encoder's own, and for W without an encoder
 * @param steps of optimisation, 0 for none
 * @param rate largest learning rate of Adam
 * @param rampUp share of the steps in which the rate rises from 0
 * @param rampDown share of the steps in which it falls to 0 along half a cosine
 * @param exploration size of the noise that is added to a search from the mean style, by the
 *     deviation of styles; not used where an encoder says where to begin
 * @param explorationEnd share of the steps after which there is no such noise
 * @param lpipsWeight of the LPIPS distance
 * @param pixelWeight of the mean squared difference of pixels in [−1, 1]
 * @param featureWeight of the mean squared difference of VGG-16's features
 * @param fit how images become squares of the generator's size
 */
public record InversionSettings(
        LatentSpace space,
        int steps,
        double rate,
        double rampUp,
        double rampDown,
        double exploration,
        double explorationEnd,
        double lpipsWeight,
        double pixelWeight,
        double featureWeight,
        Fit fit) {
    /** Weight of features that the published training of encoders gives them. */
    public static final double PUBLISHED_FEATURE_WEIGHT = 5e-5;

    /** No search: what the encoder says, or the mean style. */
    public static final InversionSettings ENCODER_ALONE =
            new InversionSettings(null, 0, 0.1, 0.05, 0.25, 0.05, 0.75, 0, 1, 0, Fit.CROP);

    /** Checks the numbers. */
    public InversionSettings {
        share("The ramp up", rampUp);
        share("The ramp down", rampDown);
        share("The end of exploration", explorationEnd);
        if (steps < 0 || !(rate > 0) || !(exploration >= 0)) {
            throw new IllegalArgumentException(
                    "A search of "
                            + steps
                            + " steps with a learning rate of "
                            + rate
                            + " and an exploration of "
                            + exploration
                            + " is not possible; 0 or more, more than 0, and 0 or more would be"
                            + " right.");
        }
        boolean weights = lpipsWeight >= 0 && pixelWeight >= 0 && featureWeight >= 0;
        if (!weights || steps > 0 && lpipsWeight + pixelWeight + featureWeight == 0) {
            throw new IllegalArgumentException(
                    "The weights of LPIPS, pixels and features are "
                            + lpipsWeight
                            + ", "
                            + pixelWeight
                            + " and "
                            + featureWeight
                            + "; none below 0 and at least one above would be right.");
        }
    }

    private static void share(String what, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(
                    what + " is " + value + "; a share from 0 to 1 would be right.");
        }
    }

    /** As StyleGAN2's projector does it (Karras et al. 2020, appendix D). */
    public static InversionSettings projector(LatentSpace space, int steps) {
        return new InversionSettings(space, steps, 0.1, 0.05, 0.25, 0.05, 0.75, 1, 0, 0, Fit.CROP);
    }

    /** The same search judged by other weights. */
    public InversionSettings judgedBy(double lpips, double pixels, double features) {
        return new InversionSettings(
                space,
                steps,
                rate,
                rampUp,
                rampDown,
                exploration,
                explorationEnd,
                lpips,
                pixels,
                features,
                fit);
    }

    /** The same with another way to make images fit. */
    public InversionSettings with(Fit other) {
        return new InversionSettings(
                space,
                steps,
                rate,
                rampUp,
                rampDown,
                exploration,
                explorationEnd,
                lpipsWeight,
                pixelWeight,
                featureWeight,
                other);
    }

    /** Factor of the learning rate in a step, counted from 0. */
    double rateFactor(int step) {
        double t = (double) step / steps;
        double down = rampDown == 0 ? 1 : Math.min(1, (1 - t) / rampDown);
        double up = rampUp == 0 ? 1 : Math.min(1, t / rampUp);
        return (0.5 - 0.5 * Math.cos(Math.PI * down)) * up;
    }

    /** Factor of the exploration in a step, by the deviation of styles. */
    double exploration(int step) {
        double t = (double) step / steps;
        double left = explorationEnd == 0 ? 0 : Math.max(0, 1 - t / explorationEnd);
        return exploration * left * left;
    }
}
