// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.inversion;

/**
 * Numbers of the loss of an inversion encoder.
 *
 * @param perceptualWeight of the squared difference of VGG-16's features
 * @param adversarialWeight of the discriminator's judgement; 0 for none, and no discriminator
 * @param r1Gamma weight of the discriminator's gradient penalty on real pictures
 * @param r2Gamma the same on reconstructions
 */
public record EncoderLossSettings(
        double perceptualWeight, double adversarialWeight, double r1Gamma, double r2Gamma) {
    /** As published. */
    public static final EncoderLossSettings PUBLISHED = new EncoderLossSettings(5e-5, 0.08, 10, 0);

    /** Checks that no weight is negative. */
    public EncoderLossSettings {
        if (!(perceptualWeight >= 0 && adversarialWeight >= 0 && r1Gamma >= 0 && r2Gamma >= 0)) {
            throw new IllegalArgumentException(
                    "The weights of the loss are "
                            + perceptualWeight
                            + ", "
                            + adversarialWeight
                            + ", "
                            + r1Gamma
                            + " and "
                            + r2Gamma
                            + "; 0 or more would be right.");
        }
    }
}
