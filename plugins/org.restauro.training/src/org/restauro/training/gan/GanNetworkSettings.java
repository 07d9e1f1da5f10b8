// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import org.restauro.engine.ComputePolicy;
import org.restauro.models.gan.DiscriminatorConfig;
import org.restauro.models.gan.GeneratorConfig;
import org.restauro.training.optim.AdamSettings;

/**
 * What {@link GanTrainingNetworks} are and how they learn.
 *
 * @param policy how to compute
 * @param generator shape of the generator and of its average
 * @param discriminator shape of the discriminator
 * @param generatorLearning how the generator learns
 * @param discriminatorLearning how the discriminator learns
 * @param frozenLayers of the discriminator from the full size on, which transfer learning leaves as
 *     they are; 0 for none
 * @param average how the average follows the generator
 */
public record GanNetworkSettings(
        ComputePolicy policy,
        GeneratorConfig generator,
        DiscriminatorConfig discriminator,
        Learning generatorLearning,
        Learning discriminatorLearning,
        int frozenLayers,
        Average average) {
    /** Checks that the networks fit each other. */
    public GanNetworkSettings {
        if (generator.family() != discriminator.family()
                || generator.resolution() != discriminator.resolution()
                || generator.labelSize() != discriminator.labelSize()
                || generator.imageChannels() != discriminator.imageChannels()) {
            throw new IllegalArgumentException(
                    "A generator of "
                            + summary(
                                    generator.family(),
                                    generator.resolution(),
                                    generator.imageChannels(),
                                    generator.labelSize())
                            + " cannot be trained with a discriminator of "
                            + summary(
                                    discriminator.family(),
                                    discriminator.resolution(),
                                    discriminator.imageChannels(),
                                    discriminator.labelSize())
                            + "; the same would be right.");
        }
        if (frozenLayers < 0) {
            throw new IllegalArgumentException(
                    frozenLayers + " layers cannot be frozen; 0 or more can.");
        }
    }

    private static String summary(Object family, int resolution, int channels, int labels) {
        return family
                + ", "
                + resolution
                + " pixels, "
                + channels
                + " channels, "
                + labels
                + " classes";
    }

    /**
     * How a network learns.
     *
     * @param adam its optimizer
     * @param biasRate factor of the learning rate of parameters with "bias" in their names
     * @param biasDecay factor of their weight decay
     */
    public record Learning(AdamSettings adam, double biasRate, double biasDecay) {
        /** The same for all parameters. */
        public Learning(AdamSettings adam) {
            this(adam, 1, 1);
        }

        double rateFactor(String name) {
            return name.contains("bias") ? biasRate : 1;
        }

        double decayFactor(String name) {
            return name.contains("bias") ? biasDecay : 1;
        }
    }

    /**
     * How the average follows the generator.
     *
     * @param images half-life; published as g_smooth_img
     * @param rampUp share of the images seen that limits the half-life, 0 for none
     * @param parity whether it follows as in GenForce: before the generator's step, parameters
     *     only, so that the running mean of styles stays as it began. Else after it, buffers too
     */
    public record Average(double images, double rampUp, boolean parity) {}
}
