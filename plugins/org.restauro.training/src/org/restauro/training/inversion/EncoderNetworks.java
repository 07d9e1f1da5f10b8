// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.inversion;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.nn.Module;
import org.restauro.engine.weights.StateDict;
import org.restauro.models.file.ModelDescription;
import org.restauro.models.file.ModelFile;
import org.restauro.models.file.ModelImporter;
import org.restauro.models.gan.DiscriminatorConfig;
import org.restauro.models.gan.GanDiscriminator;
import org.restauro.models.gan.GanGenerator;
import org.restauro.models.gan.GanModels;
import org.restauro.models.gan.GanNetworks;
import org.restauro.models.gan.GeneratorConfig;
import org.restauro.models.gan.inversion.EncoderConfig;
import org.restauro.models.gan.inversion.InversionEncoder;
import org.restauro.models.gan.inversion.InversionModels;
import org.restauro.models.perceptual.Vgg16;
import org.restauro.training.Phase;
import org.restauro.training.checkpoint.Checkpoint;
import org.restauro.training.checkpoint.Parts;
import org.restauro.training.checkpoint.Persistent;
import org.restauro.training.config.SettingsException;
import org.restauro.training.optim.Adam;
import org.restauro.training.parallel.Replicas;
import org.restauro.training.session.SharedSettings;

/** The networks of a run with their optimizers and loss: owner of their native memory. */
final class EncoderNetworks implements AutoCloseable {
    private final EncoderTrainingSettings settings;
    private final ComputePolicy policy;
    private final GanGenerator generator;
    private InversionEncoder encoder;
    private GanDiscriminator discriminator;
    private Vgg16 perceptual;
    private Adam encoderAdam;
    private Adam discriminatorAdam;
    private EncoderLoss loss;
    private EncoderReplicas replicas;

    private EncoderNetworks(EncoderTrainingSettings settings, GanGenerator generator) {
        this.settings = settings;
        this.generator = generator;
        policy = settings.policy();
    }

    /**
     * Networks as a run begins with them.
     *
     * @param gan whose generator is inverted, and whose discriminator learns on
     * @param checkpoint to go on from; null for a new run
     */
    static EncoderNetworks create(
            EncoderTrainingSettings settings, ModelFile gan, Checkpoint checkpoint)
            throws IOException {
        EncoderNetworks networks =
                new EncoderNetworks(settings, GanModels.generator(gan, settings.policy()));
        try {
            networks.makeEncoder(checkpoint);
            if (settings.loss().adversarialWeight() > 0) {
                networks.makeDiscriminator(gan, checkpoint);
            }
            networks.prepare();
            if (checkpoint != null) {
                networks.learningParts().forEach(checkpoint::restore);
            }
            networks.copyTo(SharedSettings.furtherDevices(settings.tree()));
            return networks;
        } catch (IOException | RuntimeException e) {
            networks.close();
            throw e;
        }
    }

    private void makeEncoder(Checkpoint checkpoint) throws IOException {
        String initial = "training.model";
        if (checkpoint != null) {
            encoder = new InversionEncoder(EncoderConfig.fromJson(checkpoint.model().config()));
            checkpoint.restore(Parts.network(InversionModels.ENCODER, encoder, policy));
        } else if (settings.tree().isOpen(initial)) {
            encoder = new InversionEncoder(settings.encoder(generator.config()));
            encoder.initialise(policy, Noise.seeded(settings.seed()));
        } else {
            settings.encoder(generator.config());
            encoder = InversionModels.encoder(Path.of(settings.tree().text(initial)), policy);
        }
    }

    private void makeDiscriminator(ModelFile gan, Checkpoint checkpoint) {
        String name = ModelFile.DISCRIMINATOR;
        if (checkpoint != null) {
            StateDict weights = checkpoint.tensors(name);
            discriminator =
                    GanModels.discriminator(
                            GanModels.discriminatorConfig(weights), weights, policy);
        } else if (gan.networks().contains(name)) {
            discriminator = GanModels.discriminator(gan, policy);
        } else {
            discriminator = GanNetworks.discriminator(fitting(generator.config()));
            discriminator.initialise(policy, Noise.seeded(~settings.seed()));
        }
    }

    /** A discriminator as wide as the generator. */
    private static DiscriminatorConfig fitting(GeneratorConfig generator) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("gan_type", generator.family().toString());
        json.put("resolution", generator.resolution());
        json.put("image_channels", generator.imageChannels());
        json.put("fmaps_base", generator.channelBase()).put("fmaps_max", generator.channelMax());
        return DiscriminatorConfig.fromJson(json);
    }

    private void prepare() throws IOException {
        perceptual = loadPerceptual(policy);
        try {
            loss = loss(pair(), discriminator, perceptual);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(e.getMessage(), e);
        }
        encoderAdam = adam(encoder, settings.encoder());
        if (discriminator != null) {
            discriminatorAdam = adam(discriminator, settings.discriminator());
        }
    }

    /** VGG-16 on a device, the caller's; null where its features have no weight. */
    Vgg16 loadPerceptual(ComputePolicy device) throws IOException {
        Path weights = settings.perceptualWeights();
        if (weights == null) {
            return null;
        }
        Vgg16 network = new Vgg16();
        try (ModelFile file = ModelImporter.open(weights)) {
            network.loadPublished(file.network(file.networks().iterator().next()), device);
            return network;
        } catch (IOException | RuntimeException e) {
            network.close();
            throw e;
        }
    }

    /** The loss of the run, of whichever device's networks. */
    EncoderLoss loss(Autoencoder pair, GanDiscriminator judge, Vgg16 features) {
        return new EncoderLoss(pair, judge, features, settings.loss());
    }

    /** Copies everything that a step computes with to further devices. */
    private void copyTo(List<ComputePolicy> devices) throws IOException {
        if (!devices.isEmpty()) {
            replicas = new EncoderReplicas(this, devices);
        }
    }

    /** The devices that compute the steps. */
    Replicas replicas() {
        return replicas == null ? Replicas.NONE : replicas.replicas();
    }

    private Adam adam(Module network, EncoderTrainingSettings.Learning learning) {
        return new Adam(
                network,
                learning.optimizer().adam(),
                policy,
                name -> name.contains("bias") ? learning.optimizer().biasRate() : 1,
                name -> name.contains("bias") ? learning.optimizer().biasDecay() : 1);
    }

    /** Encoder and generator. */
    Autoencoder pair() {
        return new Autoencoder(encoder, generator, settings.space());
    }

    /** Null where its judgement has no weight. */
    GanDiscriminator discriminator() {
        return discriminator;
    }

    Adam encoderAdam() {
        return encoderAdam;
    }

    /** Null without a discriminator. */
    Adam discriminatorAdam() {
        return discriminatorAdam;
    }

    List<Phase> phases() {
        return loss.phases(encoderAdam, discriminatorAdam);
    }

    /** What the encoder's file says. */
    ModelDescription describe(Map<String, String> more) {
        return InversionFiles.describe(
                pair(), settings.tree().text("output.licence"), "trained with Restauro", more);
    }

    /** Writes the encoder. */
    void write(Path file, Map<String, String> more) throws IOException {
        ModelFile.write(file, describe(more), Map.of(InversionModels.ENCODER, encoder.stateDict()));
    }

    /** Writes the generator, so that a run can go on without the model it began with. */
    void writeGenerator(Path file, ModelDescription gan) throws IOException {
        ModelDescription stated =
                new ModelDescription(
                        generator.config().family().toString(),
                        generator.config().toJson(),
                        gan.licence(),
                        gan.origin(),
                        Map.of());
        ModelFile.write(file, stated, Map.of(ModelFile.GENERATOR, generator.stateDict()));
    }

    /** Everything a checkpoint must hold. */
    List<Persistent> parts() {
        List<Persistent> all = new ArrayList<>();
        all.add(Parts.network(InversionModels.ENCODER, encoder, policy));
        if (discriminator != null) {
            all.add(Parts.network(ModelFile.DISCRIMINATOR, discriminator, policy));
        }
        all.addAll(learningParts());
        return all;
    }

    private List<Persistent> learningParts() {
        List<Persistent> parts = new ArrayList<>();
        parts.add(Parts.optimizer("adam_e", encoderAdam));
        if (discriminatorAdam != null) {
            parts.add(Parts.optimizer("adam_d", discriminatorAdam));
        }
        return parts;
    }

    @Override
    public void close() {
        if (encoderAdam != null) {
            encoderAdam.close();
        }
        if (discriminatorAdam != null) {
            discriminatorAdam.close();
        }
        if (replicas != null) {
            replicas.close();
        }
        for (Module network : new Module[] {perceptual, discriminator, encoder, generator}) {
            if (network != null) {
                network.close();
            }
        }
    }
}
