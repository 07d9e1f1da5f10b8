// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import org.restauro.models.gan.GanFamily;
import org.restauro.models.gan.Sampling;

/**
 * Numbers of {@link GanLoss}.
 *
 * @param r1Gamma weight of the gradient penalty on real images, 0 for none
 * @param r2Gamma weight of the gradient penalty on made images, 0 for none
 * @param discriminatorInterval 1 for penalties within the discriminator's loss of every step, as
 *     GenForce has them; n for a phase of their own in every n-th step, n times as strong
 * @param pathLengthWeight of the path-length regularisation, 0 for none
 * @param pathLengthInterval it is computed in every n-th step of the generator, n times as strong
 * @param pathLengthShrink on the first 1/shrink of the batch
 * @param pathLengthDecay share of a new mean length in the running one
 * @param classWeight of the cross-entropy of classes, which a PGGAN with classes has (Karras et al.
 *     2018); other families do not use it
 * @param generatorFirst whether the generator's phases stand before the discriminator's, as in
 *     StyleGAN2-ADA; else after them, as in GenForce
 * @param sampling how pictures are drawn in training
 */
public record GanLossSettings(
        double r1Gamma,
        double r2Gamma,
        int discriminatorInterval,
        double pathLengthWeight,
        int pathLengthInterval,
        int pathLengthShrink,
        double pathLengthDecay,
        double classWeight,
        boolean generatorFirst,
        Sampling sampling) {
    private static final double GENFORCE_GAMMA = 10;
    private static final int LAZY_R1 = 16;
    private static final int LAZY_PATH = 4;
    private static final double PATH_WEIGHT = 2;
    private static final int PATH_SHRINK = 2;
    private static final double PATH_DECAY = 0.01;

    /** Checks the ranges. */
    public GanLossSettings {
        require(r1Gamma >= 0 && r2Gamma >= 0, "penalty weights " + r1Gamma + " and " + r2Gamma);
        require(pathLengthWeight >= 0, "path-length weight " + pathLengthWeight);
        require(classWeight >= 0, "class weight " + classWeight);
        require(pathLengthDecay >= 0 && pathLengthDecay <= 1, "path decay " + pathLengthDecay);
        require(
                discriminatorInterval >= 1 && pathLengthInterval >= 1 && pathLengthShrink >= 1,
                "intervals and shrink "
                        + discriminatorInterval
                        + ", "
                        + pathLengthInterval
                        + ", "
                        + pathLengthShrink);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "A GAN's loss cannot have "
                            + what
                            + "; weights of 0 or more, a decay from 0 to 1, intervals of 1 or more"
                            + " would be right.");
        }
    }

    /**
     * As published: for StyleGAN2-ADA R1 in every 16th and path length in every 4th step, the
     * generator first; for the others, as GenForce trains them, R1 of 10 in every step.
     */
    public static GanLossSettings published(GanFamily family) {
        boolean ada = family == GanFamily.STYLEGAN2_ADA;
        return new GanLossSettings(
                GENFORCE_GAMMA,
                0,
                ada ? LAZY_R1 : 1,
                ada ? PATH_WEIGHT : 0,
                LAZY_PATH,
                PATH_SHRINK,
                PATH_DECAY,
                1,
                ada,
                Sampling.TRAINING);
    }

    /** The same with other gradient penalties. */
    public GanLossSettings withPenalties(double r1, double r2, int interval) {
        return new GanLossSettings(
                r1,
                r2,
                interval,
                pathLengthWeight,
                pathLengthInterval,
                pathLengthShrink,
                pathLengthDecay,
                classWeight,
                generatorFirst,
                sampling);
    }

    /** The same with another path-length regularisation. */
    public GanLossSettings withPathLength(double weight, int interval, int shrink) {
        return new GanLossSettings(
                r1Gamma,
                r2Gamma,
                discriminatorInterval,
                weight,
                interval,
                shrink,
                pathLengthDecay,
                classWeight,
                generatorFirst,
                sampling);
    }

    /** The same with pictures drawn in another way. */
    public GanLossSettings with(Sampling other) {
        return new GanLossSettings(
                r1Gamma,
                r2Gamma,
                discriminatorInterval,
                pathLengthWeight,
                pathLengthInterval,
                pathLengthShrink,
                pathLengthDecay,
                classWeight,
                generatorFirst,
                other);
    }

    /** Whether there is a gradient penalty. */
    boolean penalised() {
        return r1Gamma > 0 || r2Gamma > 0;
    }
}
