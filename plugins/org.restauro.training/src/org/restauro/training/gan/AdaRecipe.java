// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import java.util.List;
import org.restauro.models.gan.Architecture;
import org.restauro.training.augment.AugmentControl;

/**
 * The published ways to train StyleGAN2-ADA (Karras et al. 2020, "Training with limited data",
 * table of appendix F and the public code): numbers only, in the units of the publication.
 *
 * @param name auto, stylegan2, paper256, paper512, paper1024 or cifar
 * @param kimg thousands of images of a whole run
 * @param batch images of a step, over all devices
 * @param together images of a step that one device computes at a time
 * @param deviationGroup of the discriminator's minibatch standard deviation
 * @param channelBase channels of a level are this divided by its side, at most 512
 * @param rate learning rate of both networks
 * @param gamma weight of R1
 * @param averageKimg half-life of the average, in thousands of images
 * @param averageRampUp share of the images seen that limits the half-life; 0 for no limit
 * @param mappingLayers of the generator
 * @param pathLengthWeight of the path-length regularisation; 0 for none
 * @param mixing probability of style mixing
 * @param architecture of the discriminator
 * @param target mean sign of the discriminator's judgement of real images that augmentation aims at
 * @param adaptKimg thousands of images in which its probability can rise from 0 to 1
 */
public record AdaRecipe(
        String name,
        double kimg,
        int batch,
        int together,
        int deviationGroup,
        int channelBase,
        double rate,
        double gamma,
        double averageKimg,
        double averageRampUp,
        int mappingLayers,
        double pathLengthWeight,
        double mixing,
        Architecture architecture,
        double target,
        double adaptKimg) {
    /** Names of the recipes, the default first. */
    public static final List<String> NAMES =
            List.of("auto", "stylegan2", "paper256", "paper512", "paper1024", "cifar");

    /** R1 is computed in every n-th step. */
    public static final int R1_INTERVAL = 16;

    /** Path length is computed in every n-th step. */
    public static final int PATH_INTERVAL = 4;

    /** Steps between adjustments of the probability of augmentation. */
    public static final int ADAPT_INTERVAL = AugmentControl.PUBLISHED_INTERVAL;

    private static final int FULL_BASE = 32768;
    private static final int LARGEST_BATCH = 64;
    private static final int LARGEST_SHARE = 32;
    private static final int PIXELS_OF_SHARE = 4096;
    private static final int GROUP = 4;
    private static final int LARGE = 512;
    private static final int VERY_LARGE = 1024;
    private static final double KIMG = 25_000;
    private static final double RATE = 0.0025;
    private static final double SMALL_RATE = 0.002;
    private static final double RAMP_UP = 0.05;
    private static final double GAMMA_OF_PIXEL = 0.0002;
    private static final double AVERAGE_OF_IMAGE = 10.0 / 32;
    private static final double PATH_WEIGHT = 2;
    private static final double MIXING = 0.9;
    private static final double TARGET = 0.6;
    private static final double ADAPT_KIMG = 500;
    private static final double TRANSFER_ADAPT_KIMG = 100;

    /**
     * A recipe.
     *
     * @param resolution of the pictures and
     * @param devices that train together, which {@code auto} is made for; the others do not depend
     *     on them
     * @throws IllegalArgumentException if there is no such recipe
     */
    public static AdaRecipe of(String name, int resolution, int devices) {
        if (resolution < 1 || devices < 1) {
            throw new IllegalArgumentException(
                    "A recipe for "
                            + resolution
                            + " pixels and "
                            + devices
                            + " devices cannot be made; 1 or more would be right.");
        }
        return switch (name) {
            case "auto" -> automatic(resolution, devices);
            case "stylegan2" -> fixed(name, 32, 4, 1, SMALL_RATE, 10, 10);
            case "paper256" -> fixed(name, 64, 8, 0.5, RATE, 1, 20);
            case "paper512" -> fixed(name, 64, 8, 1, RATE, 0.5, 20);
            case "paper1024" -> fixed(name, 32, 4, 1, SMALL_RATE, 2, 10);
            case "cifar" -> cifar();
            default ->
                    throw new IllegalArgumentException(
                            "There is no recipe '"
                                    + name
                                    + "' for StyleGAN2-ADA; one of "
                                    + NAMES
                                    + " would be right.");
        };
    }

    private static AdaRecipe automatic(int resolution, int devices) {
        int share = Math.min(PIXELS_OF_SHARE / resolution, LARGEST_SHARE);
        int batch = Math.max(Math.min(devices * share, LARGEST_BATCH), devices);
        return new AdaRecipe(
                "auto",
                KIMG,
                batch,
                batch / devices,
                Math.min(batch / devices, GROUP),
                resolution >= LARGE ? FULL_BASE : FULL_BASE / 2,
                resolution >= VERY_LARGE ? SMALL_RATE : RATE,
                GAMMA_OF_PIXEL * resolution * resolution / batch,
                batch * AVERAGE_OF_IMAGE,
                RAMP_UP,
                2,
                PATH_WEIGHT,
                MIXING,
                Architecture.RESNET,
                TARGET,
                ADAPT_KIMG);
    }

    /** A recipe for eight devices. */
    private static AdaRecipe fixed(
            String name,
            int batch,
            int group,
            double channels,
            double rate,
            double gamma,
            double averageKimg) {
        return new AdaRecipe(
                name,
                KIMG,
                batch,
                batch / 8,
                group,
                (int) (channels * FULL_BASE),
                rate,
                gamma,
                averageKimg,
                0,
                8,
                PATH_WEIGHT,
                MIXING,
                Architecture.RESNET,
                TARGET,
                ADAPT_KIMG);
    }

    private static AdaRecipe cifar() {
        return new AdaRecipe(
                "cifar",
                100_000,
                64,
                32,
                32,
                FULL_BASE,
                RATE,
                0.01,
                500,
                RAMP_UP,
                2,
                0,
                0,
                Architecture.ORIGIN,
                TARGET,
                ADAPT_KIMG);
    }

    /**
     * The same for a run that begins with a trained model: augmentation adapts faster, and the
     * average has no ramp-up.
     */
    public AdaRecipe transferred() {
        return new AdaRecipe(
                name,
                kimg,
                batch,
                together,
                deviationGroup,
                channelBase,
                rate,
                gamma,
                averageKimg,
                0,
                mappingLayers,
                pathLengthWeight,
                mixing,
                architecture,
                target,
                TRANSFER_ADAPT_KIMG);
    }
}
