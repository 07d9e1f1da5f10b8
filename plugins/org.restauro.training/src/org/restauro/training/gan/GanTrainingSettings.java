// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import java.util.List;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.images.io.ReadOptions;
import org.restauro.images.source.ImageSource;
import org.restauro.images.source.Mirror;
import org.restauro.images.source.SampleSpec;
import org.restauro.models.gan.DiscriminatorConfig;
import org.restauro.models.gan.GeneratorConfig;
import org.restauro.models.gan.Sampling;
import org.restauro.models.gan.Truncation;
import org.restauro.training.Divergence;
import org.restauro.training.augment.AugmentControl;
import org.restauro.training.augment.AugmentMode;
import org.restauro.training.augment.AugmentSettings;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.optim.RateSchedule;
import org.restauro.training.published.PublishedData;
import org.restauro.training.published.PublishedRate;
import org.restauro.training.published.RunLength;
import org.restauro.training.session.SharedSettings;

/**
 * A GAN run's settings, checked. Their meaning is explained in {@code defaults.yml} beside this
 * class, which lists every key: those of GenForce's configurations, and our own.
 *
 * @param tree what they were read from
 * @param networks shape of the networks, how they learn and where
 * @param generatorRates factor of the generator's learning rate over the steps
 * @param discriminatorRates the same of the discriminator
 * @param loss numbers of the loss
 * @param discriminatorRepeats the generator learns in every n-th step
 * @param progress how the networks grow; null if they do not
 * @param length how long the run is
 * @param samples what training samples look like, at full size
 * @param replicas devices that train together
 * @param batch images a step, of all devices
 * @param microBatch most images that a device computes at a time
 * @param augmentMode whether what the discriminator sees is augmented
 */
public record GanTrainingSettings(
        SettingsTree tree,
        GanNetworkSettings networks,
        RateSchedule generatorRates,
        RateSchedule discriminatorRates,
        GanLossSettings loss,
        int discriminatorRepeats,
        ProgressSchedule progress,
        RunLength length,
        SampleSpec samples,
        int replicas,
        int batch,
        int microBatch,
        AugmentMode augmentMode) {
    private static final int MANY = 1 << 20;
    private static final String GENERATOR = "modules.generator";
    private static final String DISCRIMINATOR = "modules.discriminator";

    /**
     * Reads and checks all settings.
     *
     * @throws SettingsException saying which setting cannot be used and what would be right
     */
    public static GanTrainingSettings of(SettingsTree tree) {
        if (!tree.text("loss.type").equals("LogisticGANLoss")) {
            throw tree.wrong("loss.type", "LogisticGANLoss");
        }
        PublishedData.checkValues(tree);
        GanNetworkSettings networks = GanNetworkReader.networks(tree);
        int batch = tree.integer("batch_size", 1, MANY);
        int replicas = SharedSettings.replicas(tree);
        ProgressSchedule progress =
                ProgressReader.schedule(tree, networks.generator(), batch, replicas);
        return new GanTrainingSettings(
                tree,
                networks,
                PublishedRate.schedule(tree, GENERATOR + ".lr"),
                PublishedRate.schedule(tree, DISCRIMINATOR + ".lr"),
                loss(tree),
                tree.integer("D_repeats", 1, MANY),
                progress,
                RunLength.of(tree),
                samples(tree, networks.generator().resolution()),
                replicas,
                batch * replicas,
                microBatch(tree, batch, progress),
                tree.choice("augment.mode", AugmentMode.class));
    }

    private static int microBatch(SettingsTree tree, int batch, ProgressSchedule progress) {
        int micro = tree.integer("training.microBatch", 0, MANY);
        if (micro > 0 && progress == null && batch % micro != 0) {
            throw tree.wrong(
                    "training.microBatch", "a divisor of batch_size, which is " + batch + ",");
        }
        if (micro > 0) {
            return micro;
        }
        int largest = batch;
        if (progress != null) {
            for (int s = progress.initialResolution(); s <= progress.resolution(); s *= 2) {
                largest = Math.max(largest, progress.batch(s));
            }
        }
        return largest;
    }

    private static SampleSpec samples(SettingsTree tree, int resolution) {
        String key = "data.train.resolution";
        if (!tree.isOpen(key) && tree.integer(key, 1, MANY) != resolution) {
            throw tree.wrong(key, "that of the pictures, " + resolution + ",");
        }
        double chance = PublishedData.mirrorChance(tree);
        Mirror mirror = PublishedData.mirror(tree);
        SampleSpec spec =
                new SampleSpec(
                        resolution,
                        3,
                        PublishedData.crop(tree, resolution),
                        mirror,
                        null,
                        SharedSettings.seed(tree),
                        tree.choice("images.broken", SampleSpec.Broken.class),
                        ReadOptions.defaults());
        return mirror == Mirror.COIN ? spec.withMirrorChance(chance) : spec;
    }

    private static GanLossSettings loss(SettingsTree tree) {
        try {
            return new GanLossSettings(
                    tree.number("loss.d_loss_kwargs.r1_gamma", 0, 1e9),
                    tree.number("loss.d_loss_kwargs.r2_gamma", 0, 1e9),
                    tree.integer("regularisation.discriminatorInterval", 1, MANY),
                    tree.number("regularisation.pathLengthWeight", 0, 1e9),
                    tree.integer("regularisation.pathLengthInterval", 1, MANY),
                    tree.integer("regularisation.pathLengthShrink", 1, MANY),
                    tree.number("regularisation.pathLengthDecay", 0, 1),
                    tree.number("regularisation.classWeight", 0, 1e9),
                    tree.flag("regularisation.generatorFirst"),
                    new Sampling(
                            truncation(tree, GENERATOR + ".kwargs_train"),
                            noise(tree, GENERATOR + ".kwargs_train"),
                            tree.number(GENERATOR + ".kwargs_train.style_mixing_prob", 0, 1),
                            tree.number(GENERATOR + ".kwargs_train.w_moving_decay", 0, 1)));
        } catch (SettingsException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new SettingsException(e.getMessage(), e);
        }
    }

    private static Truncation truncation(SettingsTree tree, String group) {
        double psi = tree.isOpen(group + ".trunc_psi") ? 1 : number(tree, group + ".trunc_psi");
        String layers = group + ".trunc_layers";
        return new Truncation(psi, tree.isOpen(layers) ? 0 : tree.integer(layers, 0, MANY));
    }

    private static double number(SettingsTree tree, String key) {
        return tree.number(key, -1e3, 1e3);
    }

    private static LayerNoise noise(SettingsTree tree, String group) {
        return tree.flag(group + ".randomize_noise") ? LayerNoise.RANDOM : LayerNoise.CONST;
    }

    /** Shape of the generator. */
    public GeneratorConfig generator() {
        return networks.generator();
    }

    /** Shape of the discriminator. */
    public DiscriminatorConfig discriminator() {
        return networks.discriminator();
    }

    /** Where and how to compute. */
    public ComputePolicy policy() {
        return networks.policy();
    }

    /** Everything random follows from it. */
    public long seed() {
        return samples.seed();
    }

    /** When steps are skipped and the run gives up. */
    public Divergence divergence() {
        return SharedSettings.divergence(tree);
    }

    /** Steps of the whole run with these images. */
    public long steps(ImageSource images) {
        long epoch = PublishedData.epoch(tree, images);
        return progress == null || length.steps() > 0
                ? length.steps(batch, epoch)
                : progress.totalSteps(length.images(epoch));
    }

    /** How snapshots are drawn. */
    Truncation snapshotTruncation() {
        return truncation(tree, GENERATOR + ".kwargs_val");
    }

    /** Noise of snapshots. */
    LayerNoise snapshotNoise() {
        return noise(tree, GENERATOR + ".kwargs_val");
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
        List<String> names = AugmentSettings.names();
        String name = tree.text("augment.set");
        if (!names.contains(name)) {
            throw tree.wrong("augment.set", "one of " + String.join(", ", names));
        }
        return AugmentSettings.set(name);
    }
}
