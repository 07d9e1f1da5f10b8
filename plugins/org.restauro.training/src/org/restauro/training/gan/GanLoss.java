// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import java.util.ArrayList;
import java.util.List;
import org.restauro.models.gan.GanDiscriminator;
import org.restauro.models.gan.GanFamily;
import org.restauro.models.gan.GanGenerator;
import org.restauro.training.Loss;
import org.restauro.training.Phase;
import org.restauro.training.augment.Augmentation;
import org.restauro.training.checkpoint.Persistent;
import org.restauro.training.loss.PathLength;
import org.restauro.training.optim.Adam;

/**
 * The non-saturating logistic loss of the four GAN families (Goodfellow et al. 2014) with R1 and R2
 * gradient penalties (Mescheder et al. 2018), path-length regularisation (Karras et al. 2020) and
 * adaptive augmentation (Karras et al. 2020, "Training with limited data").
 *
 * <p>Pictures are made for the labels of the real images. Before each phase that makes pictures the
 * running mean of styles moves once, by the whole batch. At a level of detail above 0, real images
 * of the size of that level, or of the full size, are shown as {@code lod} demands.
 *
 * <p>Values are reported under the names of StyleGAN2-ADA: {@code Loss/scores/real}, {@code
 * Loss/signs/real} and likewise {@code fake}; {@code Loss/G/loss}, {@code Loss/D/loss}, {@code
 * Loss/r1_penalty}, {@code Loss/r2_penalty}, {@code Loss/pl_penalty}, {@code Loss/pl_lengths};
 * weighted {@code Loss/D/reg}, {@code Loss/G/reg} of phases of their own; for a PGGAN with classes
 * {@code Loss/class/real} and {@code Loss/class/fake}.
 *
 * <p>A PGGAN with classes judges by its first output alone; the others are logits of the class, and
 * their cross-entropy with the label is added for real and made images (an auxiliary classifier as
 * in Karras et al. 2018). The public re-implementation takes the mean over all outputs as if each
 * were a judgement, and ignores the label; that is not done here.
 */
public final class GanLoss {
    private final GanGenerator generator;
    private final GanDiscriminator discriminator;
    private final Augmentation augmentation;
    private final GanLossSettings settings;
    private final GeneratorLosses generating;
    private final DiscriminatorLosses judging;

    /**
     * Connects the networks, which stay the caller's.
     *
     * @param augmentation of all that the discriminator sees, real and made; null for none.
     *     Gradient penalties are with respect to the images before it
     * @throws IllegalArgumentException if the networks do not fit each other or the settings
     */
    public GanLoss(
            GanGenerator generator,
            GanDiscriminator discriminator,
            Augmentation augmentation,
            GanLossSettings settings) {
        this(
                generator,
                discriminator,
                augmentation,
                settings,
                new PathLength(settings.pathLengthDecay()));
    }

    private GanLoss(
            GanGenerator generator,
            GanDiscriminator discriminator,
            Augmentation augmentation,
            GanLossSettings settings,
            PathLength pathLength) {
        check(generator, discriminator, settings);
        this.generator = generator;
        this.discriminator = discriminator;
        this.augmentation = augmentation;
        this.settings = settings;
        LatentPainter painter = new LatentPainter(generator, settings.sampling());
        Critic critic = new Critic(discriminator, augmentation);
        generating = new GeneratorLosses(painter, critic, settings, pathLength);
        judging = new DiscriminatorLosses(painter, critic, settings);
    }

    /**
     * The same loss of copies of the networks on another device, which compute a part of each step;
     * augmentation and the mean of the path lengths are this one's.
     */
    public GanLoss on(GanGenerator generatorCopy, GanDiscriminator discriminatorCopy) {
        return new GanLoss(generatorCopy, discriminatorCopy, augmentation, settings, pathLength());
    }

    private static void check(GanGenerator g, GanDiscriminator d, GanLossSettings settings) {
        if (g.config().resolution() != d.config().resolution()
                || g.config().imageChannels() != d.config().imageChannels()) {
            throw new IllegalArgumentException(
                    "The generator makes pictures of "
                            + g.config().resolution()
                            + " pixels and "
                            + g.config().imageChannels()
                            + " channels, but the discriminator judges "
                            + d.config().resolution()
                            + " and "
                            + d.config().imageChannels()
                            + "; the same would be right.");
        }
        if (settings.pathLengthWeight() > 0 && g.config().family() == GanFamily.PGGAN) {
            throw new IllegalArgumentException(
                    "Path length is measured in styles, which a PGGAN has not; a weight of 0"
                            + " would be right.");
        }
    }

    /**
     * The phases of a step: Gmain, Greg (path length), Dmain, Dreg (lazy penalties), as far as the
     * settings have them.
     *
     * @param discriminatorRepeats the generator's phases run in every n-th step only, 1 for all;
     *     published as D_repeats
     */
    public List<Phase> phases(
            Adam generatorOptimizer, Adam discriminatorOptimizer, int discriminatorRepeats) {
        List<Phase> phases = new ArrayList<>();
        phases.addAll(discriminatorPhases(discriminatorOptimizer));
        phases.addAll(
                settings.generatorFirst() ? 0 : phases.size(),
                generatorPhases(generatorOptimizer, discriminatorRepeats));
        return List.copyOf(phases);
    }

    private List<Phase> generatorPhases(Adam optimizer, int repeats) {
        List<Phase> phases = new ArrayList<>();
        // steps are counted from 0 here and from 1 in the published code
        int offset = repeats - 1;
        phases.add(
                new Phase("Gmain", generator, generatorMain(), optimizer, repeats, 1, 1, offset));
        if (settings.pathLengthWeight() > 0) {
            phases.add(
                    new Phase(
                            "Greg",
                            generator,
                            generatorPath(),
                            optimizer,
                            repeats * settings.pathLengthInterval(),
                            settings.pathLengthInterval(),
                            settings.pathLengthShrink(),
                            offset));
        }
        return phases;
    }

    private List<Phase> discriminatorPhases(Adam optimizer) {
        List<Phase> phases = new ArrayList<>();
        phases.add(Phase.main("Dmain", discriminator, discriminatorMain(), optimizer));
        if (settings.penalised() && settings.discriminatorInterval() > 1) {
            phases.add(
                    Phase.lazy(
                            "Dreg",
                            discriminator,
                            discriminatorPenalty(),
                            optimizer,
                            settings.discriminatorInterval()));
        }
        return phases;
    }

    /** Fool the discriminator. */
    public Loss generatorMain() {
        return generating.main();
    }

    /** Equal steps in style change the picture equally. */
    public Loss generatorPath() {
        return generating.path();
    }

    /** Tell made from real images; with the gradient penalties where their interval is 1. */
    public Loss discriminatorMain() {
        return judging.main(settings.discriminatorInterval() == 1);
    }

    /** The gradient penalties alone. */
    public Loss discriminatorPenalty() {
        return judging.penalty();
    }

    /** The running mean that path length keeps. */
    public PathLength pathLength() {
        return generating.pathLength();
    }

    /** What a checkpoint must hold besides networks and optimizers. */
    public List<Persistent> parts() {
        return settings.pathLengthWeight() > 0 ? List.of(pathLength()) : List.of();
    }
}
