// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.loss;

import org.restauro.engine.nn.LayerNoise;

/**
 * Numbers of MAT's loss.
 *
 * @param styleMixing chance that styles from a random layer on come from a second latent
 * @param psi truncation of the styles in training, 1 for none
 * @param r1Gamma weight of the gradient penalty; its half multiplies the squared norm
 * @param perceptualRatio weight of the perceptual distance, 0 for none
 * @param pathLengthWeight weight of the path-length penalty, 0 for none
 * @param pixelRatio weight of the mean absolute difference within the holes, of both stages; 0, as
 *     published, for none
 * @param adversarialWeight weight of the logistic terms of the generator, 1 as published; 0 trains
 *     without the discriminator
 * @param noise of the synthesis layers
 */
public record TwoStageSettings(
        double styleMixing,
        double psi,
        double r1Gamma,
        double perceptualRatio,
        double pathLengthWeight,
        double pixelRatio,
        double adversarialWeight,
        LayerNoise noise) {
    /** What the published networks were trained with. */
    public static final TwoStageSettings PUBLISHED =
            new TwoStageSettings(0.5, 0.5, 10, 0.1, 0, 0, 1, LayerNoise.RANDOM);

    /** Checks the ranges. */
    public TwoStageSettings {
        require(styleMixing >= 0 && styleMixing <= 1, "style mixing", styleMixing, "0 to 1");
        require(Double.isFinite(psi), "truncation", psi, "a number");
        require(r1Gamma >= 0, "R1 gamma", r1Gamma, "0 or more");
        require(perceptualRatio >= 0, "perceptual ratio", perceptualRatio, "0 or more");
        require(pathLengthWeight >= 0, "path-length weight", pathLengthWeight, "0 or more");
        require(pixelRatio >= 0, "pixel ratio", pixelRatio, "0 or more");
        require(adversarialWeight >= 0, "adversarial weight", adversarialWeight, "0 or more");
        require(
                adversarialWeight > 0 || pixelRatio > 0 || perceptualRatio > 0,
                "weight of all terms of the generator's loss",
                0,
                "at least one above 0");
    }

    private static void require(boolean holds, String what, double value, String right) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "The " + what + " is " + value + "; " + right + " would be right.");
        }
    }

    /** The same without the perceptual distance, whose network needs weights. */
    public TwoStageSettings withoutPerceptual() {
        return new TwoStageSettings(
                styleMixing,
                psi,
                r1Gamma,
                0,
                pathLengthWeight,
                pixelRatio,
                adversarialWeight,
                noise);
    }

    /** The same with other weights of the pixels' and the discriminator's terms. */
    public TwoStageSettings withPixels(double ratio, double adversarial) {
        return new TwoStageSettings(
                styleMixing,
                psi,
                r1Gamma,
                perceptualRatio,
                pathLengthWeight,
                ratio,
                adversarial,
                noise);
    }
}
