// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.inversion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.restauro.engine.ComputePolicy;
import org.restauro.images.io.ReadOptions;
import org.restauro.images.source.Mirror;
import org.restauro.images.source.SampleSpec;
import org.restauro.models.gan.GeneratorConfig;
import org.restauro.models.gan.LatentSpace;
import org.restauro.models.gan.inversion.CodeShapes;
import org.restauro.models.gan.inversion.EncoderConfig;
import org.restauro.training.Divergence;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.optim.RateSchedule;
import org.restauro.training.published.PublishedData;
import org.restauro.training.published.PublishedOptimizer;
import org.restauro.training.published.PublishedRate;
import org.restauro.training.published.RunLength;
import org.restauro.training.session.SharedSettings;

/**
 * Settings of encoder training, checked. Their meaning is explained in {@code defaults.yml} beside
 * this class, which lists every key.
 *
 * @param tree what they were read from
 * @param space of the codes
 * @param loss its numbers
 * @param length of the run
 * @param batch images a step, of all devices together
 * @param encoder how the encoder learns
 * @param discriminator how the discriminator learns
 * @param divergence when steps are skipped and the run gives up
 * @param policy how to compute
 * @param seed everything random follows from it
 */
public record EncoderTrainingSettings(
        SettingsTree tree,
        LatentSpace space,
        EncoderLossSettings loss,
        RunLength length,
        int batch,
        Learning encoder,
        Learning discriminator,
        Divergence divergence,
        ComputePolicy policy,
        long seed) {
    private static final int MANY = 1 << 20;
    private static final String MODEL = "modules.encoder.model.";
    private static final int FEATURE_LAYER = 23;
    private static final double HALF = 0.5;

    private enum AdamKind {
        GENFORCE,
        PYTORCH
    }

    /** How a network learns. */
    record Learning(PublishedOptimizer optimizer, RateSchedule rate) {
        static Learning of(SettingsTree tree, String network) {
            boolean corrected = tree.choice("training.adam", AdamKind.class) == AdamKind.PYTORCH;
            String group = "modules." + network;
            return new Learning(
                    PublishedOptimizer.of(tree, group + ".opt", corrected),
                    PublishedRate.schedule(tree, group + ".lr"));
        }
    }

    /**
     * Reads and checks all settings.
     *
     * @throws SettingsException saying which setting cannot be used and what would be right
     */
    public static EncoderTrainingSettings of(SettingsTree tree) {
        if (!tree.text("runner_type").equals("EncoderRunner")) {
            throw tree.wrong("runner_type", "EncoderRunner");
        }
        if (!tree.text("loss.type").equals("EncoderLoss")) {
            throw tree.wrong("loss.type", "EncoderLoss");
        }
        if (tree.integer("loss.perceptual_kwargs.output_layer_idx", 0, MANY) != FEATURE_LAYER) {
            throw tree.wrong("loss.perceptual_kwargs.output_layer_idx", "" + FEATURE_LAYER);
        }
        PublishedData.checkValues(tree);
        EncoderTrainingSettings settings =
                new EncoderTrainingSettings(
                        tree,
                        tree.choice("space_of_latent", LatentSpace.class),
                        new EncoderLossSettings(
                                tree.number("loss.e_loss_kwargs.perceptual_lw", 0, 1e9),
                                tree.number("loss.e_loss_kwargs.adv_lw", 0, 1e9),
                                tree.number("loss.d_loss_kwargs.r1_gamma", 0, 1e9),
                                tree.number("loss.d_loss_kwargs.r2_gamma", 0, 1e9)),
                        RunLength.of(tree),
                        batch(tree),
                        Learning.of(tree, "encoder"),
                        Learning.of(tree, "discriminator"),
                        SharedSettings.divergence(tree),
                        SharedSettings.policy(tree),
                        SharedSettings.seed(tree));
        SharedSettings.checkShared(tree, "an encoder's batch normalisation");
        settings.mirror();
        settings.perceptualWeights();
        return settings;
    }

    /** A batch is normalised, so it has more than one image. */
    private static int batch(SettingsTree tree) {
        int devices = SharedSettings.replicas(tree);
        return devices * tree.integer("batch_size", devices > 1 ? 1 : 2, MANY);
    }

    private Mirror mirror() {
        double chance = PublishedData.mirrorChance(tree);
        if (chance != 0 && chance != HALF) {
            throw tree.wrong("data.train.mirror", "0, 0.5 or doubled");
        }
        return PublishedData.mirror(tree);
    }

    /** Where VGG-16's weights are; null where its features have no weight. */
    Path perceptualWeights() {
        if (loss.perceptualWeight() == 0) {
            return null;
        }
        String own = "loss.perceptual_kwargs.pretrained_weight_path";
        String key = tree.isOpen(own) ? "perceptual_model_path" : own;
        if (tree.isOpen(key)) {
            throw new SettingsException(
                    "loss.e_loss_kwargs.perceptual_lw is "
                            + loss.perceptualWeight()
                            + ", but perceptual_model_path is empty; the path of a file with"
                            + " VGG-16's weights would be right, or a perceptual_lw of 0.");
        }
        return Path.of(tree.text(key));
    }

    /**
     * Shape of the encoder before a generator.
     *
     * @throws SettingsException if it does not fit the generator
     */
    EncoderConfig encoder(GeneratorConfig generator) {
        checkStated("gan_type", generator.family().toString());
        checkStated("resolution", Integer.toString(generator.resolution()));
        try {
            EncoderConfig config = stated(generator);
            CodeShapes.check(config, generator, space);
            return config;
        } catch (SettingsException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new SettingsException(e.getMessage(), e);
        }
    }

    private EncoderConfig stated(GeneratorConfig generator) {
        ObjectNode json = (ObjectNode) tree.json().at("/modules/encoder/model");
        json.remove(List.of("gan_type", "resolution"));
        json.put("resolution", generator.resolution());
        List<Integer> sizes = CodeShapes.sizes(generator, space);
        if (tree.isOpen(MODEL + "latent_dim")) {
            sizes.forEach(json.putArray("latent_dim")::add);
        }
        if (tree.isOpen(MODEL + "num_latents_per_head")) {
            CodeShapes.heads(generator.resolution(), sizes.size())
                    .forEach(json.putArray("num_latents_per_head")::add);
        }
        return EncoderConfig.fromJson(json);
    }

    private void checkStated(String key, String right) {
        if (!tree.isOpen(key) && !tree.text(key).equalsIgnoreCase(right)) {
            throw tree.wrong(key, "that of the GAN, " + right + ",");
        }
    }

    /** What training samples of a generator look like. */
    SampleSpec samples(GeneratorConfig generator) {
        int side = generator.resolution();
        return new SampleSpec(
                side,
                generator.imageChannels(),
                PublishedData.crop(tree, side),
                mirror(),
                null,
                seed,
                tree.choice("images.broken", SampleSpec.Broken.class),
                ReadOptions.defaults());
    }
}
