// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.reference;

import java.util.List;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.images.mask.HoleRange;
import org.restauro.images.source.SampleSpec;
import org.restauro.models.reference.ReferenceConfig;
import org.restauro.training.Divergence;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.session.SharedSettings;

/**
 * Settings of a fine-tuning run, checked. Their meaning is explained in {@code defaults.yml} beside
 * this class, which lists every key.
 *
 * @param tree what they were read from
 * @param module shape of the reference module
 * @param holes share of holes of the masks
 * @param batch images a step
 * @param microBatch images that a device computes at a time
 * @param checkpointing whether parts of the network are computed again for their gradients
 * @param unfreezing what of the backbone learns
 * @param optimizer how it learns
 * @param pixels weights of the differences
 * @param noise of the synthesis layers
 * @param divergence when steps are skipped and the run gives up
 * @param policy how to compute
 * @param seed everything random follows from it
 */
public record ReferenceTrainingSettings(
        SettingsTree tree,
        ReferenceConfig module,
        HoleRange holes,
        int batch,
        int microBatch,
        boolean checkpointing,
        Unfreezing unfreezing,
        ReferenceOptimizer optimizer,
        PixelTerms pixels,
        LayerNoise noise,
        Divergence divergence,
        ComputePolicy policy,
        long seed) {
    private static final int MANY = 1 << 20;

    /**
     * Reads and checks all settings.
     *
     * @throws SettingsException saying which setting cannot be used and what would be right
     */
    public static ReferenceTrainingSettings of(SettingsTree tree) {
        try {
            return read(tree);
        } catch (SettingsException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new SettingsException(e.getMessage(), e);
        }
    }

    private static ReferenceTrainingSettings read(SettingsTree tree) {
        int batch = tree.integer("training.batch", 1, MANY);
        int micro = tree.integer("training.microBatch", 1, MANY);
        if (batch % micro != 0) {
            throw tree.wrong(
                    "training.microBatch", "a divisor of training.batch, which is " + batch + ",");
        }
        tree.number("data.referenceProbability", 0, 1);
        tree.choice("data.pairing", ReferenceSet.Choice.class);
        ReferenceTrainingSettings settings =
                new ReferenceTrainingSettings(
                        tree,
                        module(tree),
                        new HoleRange(
                                tree.number("masks.leastHole", 0, 1),
                                tree.number("masks.mostHole", 0, 1)),
                        batch,
                        micro,
                        tree.flag("device.gradientCheckpointing"),
                        Unfreezing.of(tree),
                        ReferenceOptimizer.of(tree),
                        new PixelTerms(
                                tree.number("loss.holeL1", 0, 1e6),
                                tree.number("loss.holeL2", 0, 1e6),
                                tree.number("loss.wholeL1", 0, 1e6)),
                        tree.choice("loss.noise", LayerNoise.class),
                        SharedSettings.divergence(tree).strictly(),
                        SharedSettings.policy(tree),
                        SharedSettings.seed(tree));
        tree.number("training.clip", Double.MIN_NORMAL, Double.POSITIVE_INFINITY);
        if (settings.adversarial() > 0) {
            SharedSettings.checkShared(tree, "a discriminator that compares images");
        }
        settings.checkWeights();
        return settings;
    }

    private void checkWeights() {
        boolean needed = perceptual() > 0 || style() > 0;
        if (needed && tree.isOpen("loss.perceptualWeights")) {
            throw new SettingsException(
                    "loss.perceptual is "
                            + perceptual()
                            + " and loss.style is "
                            + style()
                            + ", but loss.perceptualWeights is empty; the path of a file with"
                            + " torchvision's VGG-19 weights would be right, or 0 for both.");
        }
    }

    private static ReferenceConfig module(SettingsTree tree) {
        ReferenceConfig.Variant variant =
                tree.choice("module.variant", ReferenceConfig.Variant.class);
        ReferenceConfig usual =
                variant == ReferenceConfig.Variant.FULL
                        ? ReferenceConfig.FULL
                        : ReferenceConfig.LIGHTWEIGHT;
        List<Integer> sides = tree.integers("module.sides");
        return new ReferenceConfig(
                variant,
                open(tree, "module.features", usual.features()),
                sides,
                open(tree, "module.heads", usual.heads()),
                tree.integer("module.grid", 1, MANY),
                tree.integer("module.pictureSize", 1, MANY),
                tree.flag("module.aligned"));
    }

    private static int open(SettingsTree tree, String key, int usual) {
        return tree.isOpen(key) ? usual : tree.integer(key, 1, MANY);
    }

    /** Weight of the perceptual distance. */
    double perceptual() {
        return tree.number("loss.perceptual", 0, 1e6);
    }

    /** Weight of the distance of Gram matrices. */
    double style() {
        return tree.number("loss.style", 0, 1e6);
    }

    /** Weight of the discriminator's judgement. */
    double adversarial() {
        return tree.number("loss.adversarial", 0, 1e6);
    }

    /** What training samples of a network look like. */
    SampleSpec samples(int resolution) {
        return SharedSettings.samples(tree, resolution, holes);
    }

    /**
     * Steps of the whole run.
     *
     * @param images how many there are in a pass over the data
     */
    public long steps(int images) {
        double kimg = tree.number("training.kimg", 0, 1e9);
        if (kimg > 0) {
            return SharedSettings.steps(kimg, batch);
        }
        double epochs = tree.number("training.epochs", 1e-6, 1e9);
        return Math.max(1, (long) Math.ceil(epochs * images / batch));
    }

    /** A number of ticks, in steps. */
    long ticks(String key) {
        return SharedSettings.ticks(tree, key, batch);
    }

    /** The same with other choices for memory. */
    ReferenceTrainingSettings with(SettingsTree changed) {
        return of(changed);
    }
}
