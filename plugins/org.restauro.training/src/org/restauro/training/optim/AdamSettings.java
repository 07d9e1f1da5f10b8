// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.optim;

/**
 * Numbers of {@link Adam}.
 *
 * @param rate learning rate, above 0
 * @param beta1 decay of the first moment, 0 … 1
 * @param beta2 decay of the second moment, 0 … 1
 * @param epsilon added to the root of the second moment
 * @param weightDecay share of a parameter that is added to its gradient, 0 for none
 * @param epsilonCorrected whether ε stands beside the bias-corrected root (PyTorch, the paper) or
 *     the raw one (GenForce)
 * @param decoupled whether the decay, times the learning rate, is taken from the parameter itself
 *     instead (AdamW, Loshchilov and Hutter 2019)
 */
public record AdamSettings(
        double rate,
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay,
        boolean epsilonCorrected,
        boolean decoupled) {
    /** β₂ of the published GAN training (Karras et al. 2020). */
    private static final double GAN_BETA2 = 0.99;

    private static final double EPSILON = 1e-8;

    /** Adam as first published, whose decay is a part of the gradient. */
    public AdamSettings(
            double rate,
            double beta1,
            double beta2,
            double epsilon,
            double weightDecay,
            boolean epsilonCorrected) {
        this(rate, beta1, beta2, epsilon, weightDecay, epsilonCorrected, false);
    }

    /** Checks the ranges. */
    public AdamSettings {
        require(rate >= 0 && Double.isFinite(rate), "learning rate " + rate + ", 0 or more");
        require(beta1 >= 0 && beta1 < 1, "beta1 " + beta1 + ", 0 to below 1");
        require(beta2 >= 0 && beta2 < 1, "beta2 " + beta2 + ", 0 to below 1");
        require(epsilon >= 0, "epsilon " + epsilon + ", 0 or more");
        require(weightDecay >= 0, "weight decay " + weightDecay + ", 0 or more");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("Adam cannot have " + what + " would be right.");
        }
    }

    /** β₁ 0, β₂ 0.99, ε 10⁻⁸: what StyleGAN2 and MAT are trained with. */
    public static AdamSettings gan(double rate) {
        return new AdamSettings(rate, 0, GAN_BETA2, EPSILON, 0, true);
    }

    /** AdamW as PyTorch has it: the decay is taken from the parameters. */
    public static AdamSettings decoupled(
            double rate, double beta1, double beta2, double weightDecay) {
        return new AdamSettings(rate, beta1, beta2, EPSILON, weightDecay, true, true);
    }

    /**
     * The same for a network whose regularisation is computed in every n-th step as a phase of its
     * own (Karras et al. 2020, appendix B): rate·c and βᶜ with c = n/(n+1).
     *
     * @param interval n; 0 for no such phase, which changes nothing
     */
    public AdamSettings lazy(int interval) {
        if (interval <= 0) {
            return this;
        }
        double c = interval / (interval + 1.0);
        return new AdamSettings(
                rate * c,
                Math.pow(beta1, c),
                Math.pow(beta2, c),
                epsilon,
                weightDecay,
                epsilonCorrected,
                decoupled);
    }
}
