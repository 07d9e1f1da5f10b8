// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.mat;

import java.nio.file.Path;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.images.mask.HoleRange;
import org.restauro.images.source.SampleSpec;
import org.restauro.models.mat.MatConfig;
import org.restauro.training.Divergence;
import org.restauro.training.augment.AugmentControl;
import org.restauro.training.augment.AugmentMode;
import org.restauro.training.augment.AugmentSettings;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.loss.TwoStageSettings;
import org.restauro.training.session.SharedSettings;

/**
 * A MAT run's settings, checked. Their meaning is explained in {@code defaults.yml} beside this
 * class, which lists every key.
 *
 * @param tree what they were read from
 * @param network shape of generator and discriminator
 * @param minibatchGroup samples the discriminator compares with each other
 * @param samples size, crops and masks of training samples
 * @param steps of the whole run
 * @param batch images a step
 * @param microBatch images computed at a time
 * @param seed everything random follows from it
 * @param divergence when steps are skipped and the run gives up
 * @param optimizers how networks learn
 * @param loss numbers of the loss
 * @param augmentMode whether what the discriminator sees is augmented
 * @param policy how to compute
 */
public record MatTrainingSettings(
        SettingsTree tree,
        MatConfig network,
        int minibatchGroup,
        SampleSpec samples,
        long steps,
        int batch,
        int microBatch,
        long seed,
        Divergence divergence,
        OptimizerSettings optimizers,
        TwoStageSettings loss,
        AugmentMode augmentMode,
        ComputePolicy policy) {
    private static final int MANY = 1 << 20;

    /**
     * Reads and checks all settings.
     *
     * @throws SettingsException saying which setting cannot be used and what would be right
     */
    public static MatTrainingSettings of(SettingsTree tree) {
        return of(tree, network(tree));
    }

    /** The same with the network of a model that is trained further. */
    static MatTrainingSettings of(SettingsTree tree, MatConfig network) {
        int batch = tree.integer("training.batch", 1, MANY);
        int micro = tree.integer("training.microBatch", 1, MANY);
        if (batch % micro != 0) {
            throw tree.wrong(
                    "training.microBatch", "a divisor of training.batch, which is " + batch + ",");
        }
        int group = tree.integer("network.minibatchGroup", 1, MANY);
        if (micro % Math.min(group, micro) != 0) {
            throw tree.wrong(
                    "network.minibatchGroup",
                    "a divisor of training.microBatch, which is " + micro + ",");
        }
        long steps = steps(tree.number("training.kimg", 1e-3, 1e9), batch);
        SampleSpec samples = SharedSettings.samples(tree, network.resolution(), HoleRange.ANY);
        return new MatTrainingSettings(
                tree,
                network,
                group,
                samples,
                steps,
                batch,
                micro,
                SharedSettings.seed(tree),
                SharedSettings.divergence(tree),
                OptimizerSettings.of(tree, steps, batch),
                loss(tree),
                tree.choice("augment.mode", AugmentMode.class),
                SharedSettings.policy(tree));
    }

    static long steps(double kimg, int batch) {
        return SharedSettings.steps(kimg, batch);
    }

    private static MatConfig network(SettingsTree tree) {
        int resolution = tree.integer("network.resolution", 32, 1024);
        int tokens =
                tree.isOpen("network.tokenResolution")
                        ? Math.min(64, resolution / 4)
                        : tree.integer("network.tokenResolution", 8, 512);
        try {
            return new MatConfig(
                    resolution,
                    MatConfig.channelTable(
                            resolution,
                            tree.integer("network.channelBase", 16, MANY),
                            tree.integer("network.channelMax", 4, 4096)),
                    tokens,
                    tree.integer("network.dim", 4, 4096),
                    tree.integer("network.heads", 1, 256),
                    tree.integers("network.depths"),
                    tree.integers("network.windows"),
                    tree.number("network.mlpRatio", 0.1, 64),
                    tree.integer("network.zDim", 1, 8192),
                    tree.integer("network.wDim", 1, 8192),
                    tree.integer("network.mappingLayers", 1, 64));
        } catch (SettingsException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new SettingsException(e.getMessage(), e);
        }
    }

    private static TwoStageSettings loss(SettingsTree tree) {
        double perceptual = tree.number("loss.perceptualRatio", 0, 1e6);
        if (perceptual > 0 && tree.isOpen("loss.perceptualWeights")) {
            throw new SettingsException(
                    "loss.perceptualRatio is "
                            + perceptual
                            + ", but loss.perceptualWeights is empty; the path of a file with"
                            + " torchvision's VGG-19 weights would be right, or a ratio of 0.");
        }
        try {
            return new TwoStageSettings(
                    tree.number("loss.styleMixing", 0, 1),
                    tree.number("loss.psi", -1e3, 1e3),
                    tree.number("loss.r1Gamma", 0, 1e9),
                    perceptual,
                    tree.number("loss.pathLengthWeight", 0, 1e6),
                    tree.number("loss.pixelRatio", 0, 1e6),
                    tree.number("loss.adversarialWeight", 0, 1e6),
                    tree.choice("loss.noise", LayerNoise.class));
        } catch (SettingsException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new SettingsException(e.getMessage(), e);
        }
    }

    /** What moves the strength of augmentation. */
    AugmentControl augmentControl() {
        return switch (augmentMode) {
            case NONE -> AugmentControl.none();
            case FIXED -> AugmentControl.fixed(tree.number("augment.p", 0, 1));
            case ADA ->
                    AugmentControl.adaptive(
                            0,
                            tree.number("augment.target", -1, 1),
                            tree.number("augment.kimg", 1e-3, 1e9));
        };
    }

    /** The operations of augmentation. */
    AugmentSettings augmentSet() {
        String name = tree.text("augment.set");
        if (!AugmentSettings.names().contains(name)) {
            throw tree.wrong("augment.set", "one of " + String.join(", ", AugmentSettings.names()));
        }
        return AugmentSettings.set(name);
    }

    /** Where the weights of the perceptual network are; null without a perceptual term. */
    Path perceptualWeights() {
        return loss.perceptualRatio() > 0 ? Path.of(tree.text("loss.perceptualWeights")) : null;
    }

    /** Steps of a tick. */
    long tickSteps() {
        return SharedSettings.tickSteps(tree, batch);
    }

    /** A number of ticks, in steps. */
    long ticks(String key) {
        return SharedSettings.ticks(tree, key, batch);
    }
}
