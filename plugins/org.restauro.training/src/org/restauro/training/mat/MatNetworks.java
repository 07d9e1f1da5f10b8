// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.mat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.nn.Module;
import org.restauro.engine.weights.StateDict;
import org.restauro.models.file.ModelFile;
import org.restauro.models.file.ModelImporter;
import org.restauro.models.mat.MatDiscriminator;
import org.restauro.models.mat.MatGenerator;
import org.restauro.models.perceptual.Vgg19;
import org.restauro.training.augment.AugmentControl;
import org.restauro.training.augment.AugmentMode;
import org.restauro.training.augment.AugmentPipe;
import org.restauro.training.augment.Augmentation;
import org.restauro.training.checkpoint.Checkpoint;
import org.restauro.training.checkpoint.Parts;
import org.restauro.training.checkpoint.Persistent;
import org.restauro.training.loss.PerceptualLoss;
import org.restauro.training.loss.TwoStageLoss;
import org.restauro.training.optim.Adam;
import org.restauro.training.optim.Ema;
import org.restauro.training.parallel.LocalReplicas;
import org.restauro.training.parallel.Replicas;
import org.restauro.training.session.SharedSettings;

/** The networks of a run with their optimizers and loss: owner of their native memory. */
final class MatNetworks implements AutoCloseable {
    private final ComputePolicy policy;
    private final MatGenerator generator;
    private final MatGenerator average;
    private final MatDiscriminator discriminator;
    private Vgg19 perceptual;
    private Adam generatorAdam;
    private Adam discriminatorAdam;
    private Ema ema;
    private TwoStageLoss loss;
    private AugmentControl augmentControl;
    private Replicas replicas = Replicas.NONE;
    private final List<Module> copies = new ArrayList<>();

    private MatNetworks(MatTrainingSettings settings) {
        policy = settings.policy();
        generator = new MatGenerator(settings.network());
        average = new MatGenerator(settings.network());
        discriminator = new MatDiscriminator(settings.network(), settings.minibatchGroup());
    }

    /**
     * Networks as a run begins with them.
     *
     * @param checkpoint to go on from; null for a new run
     * @param initial model to begin a new run with; null to begin from scratch
     */
    static MatNetworks create(
            MatTrainingSettings settings, Checkpoint checkpoint, ModelFile initial)
            throws IOException {
        MatNetworks networks = new MatNetworks(settings);
        try {
            if (checkpoint != null) {
                networks.weightParts().forEach(checkpoint::restore);
            } else if (initial != null) {
                networks.load(initial, settings.seed());
            } else {
                networks.initialise(settings.seed());
            }
            networks.prepare(settings);
            if (checkpoint != null) {
                networks.learningParts().forEach(checkpoint::restore);
            }
            return networks;
        } catch (IOException | RuntimeException e) {
            networks.close();
            throw e;
        }
    }

    private void initialise(long seed) {
        generator.initialise(policy, Noise.seeded(seed));
        average.load(generator.stateDict(), policy);
        discriminator.initialise(policy, Noise.seeded(~seed));
    }

    private void load(ModelFile model, long seed) {
        StateDict averaged = model.inferenceNetwork();
        boolean live = model.networks().contains(ModelFile.GENERATOR);
        generator.load(live ? model.network(ModelFile.GENERATOR) : averaged, policy);
        average.load(averaged, policy);
        if (model.networks().contains(ModelFile.DISCRIMINATOR)) {
            discriminator.load(model.network(ModelFile.DISCRIMINATOR), policy);
        } else {
            discriminator.initialise(policy, Noise.seeded(~seed));
        }
    }

    private void prepare(MatTrainingSettings settings) throws IOException {
        if (settings.perceptualWeights() != null) {
            perceptual = perceptual(settings, policy);
        }
        loss =
                new TwoStageLoss(
                        generator,
                        discriminator,
                        perceptual == null ? null : new PerceptualLoss(perceptual),
                        settings.loss(),
                        augmentation(settings));
        OptimizerSettings optimizers = settings.optimizers();
        generatorAdam =
                new Adam(generator, optimizers.generator(), policy, optimizers.generatorFactors());
        discriminatorAdam = new Adam(discriminator, optimizers.discriminator(), policy);
        ema =
                new Ema(
                        generator,
                        average,
                        policy,
                        settings.tree().number("average.kimg", 0, 1e9) * 1000,
                        settings.tree().number("average.rampUp", 0, 1));
        copyTo(SharedSettings.furtherDevices(settings.tree()), settings);
    }

    private static Vgg19 perceptual(MatTrainingSettings settings, ComputePolicy device)
            throws IOException {
        Vgg19 network = new Vgg19();
        try (ModelFile file = ModelImporter.open(settings.perceptualWeights())) {
            network.loadTorchvision(file.network(file.networks().iterator().next()), device);
        }
        return network;
    }

    private Augmentation augmentation(MatTrainingSettings settings) {
        augmentControl = settings.augmentControl();
        return settings.augmentMode() == AugmentMode.NONE
                ? null
                : new Augmentation(
                        new AugmentPipe(settings.augmentSet()), augmentControl::probability);
    }

    /** Copies everything that a step computes with to further devices. */
    private void copyTo(List<ComputePolicy> devices, MatTrainingSettings settings)
            throws IOException {
        List<LocalReplicas.Replica> others = new ArrayList<>();
        for (ComputePolicy device : devices) {
            MatGenerator g = new MatGenerator(settings.network());
            MatDiscriminator d =
                    new MatDiscriminator(settings.network(), settings.minibatchGroup());
            copies.addAll(List.of(g, d));
            g.load(generator.stateDict(), device);
            d.load(discriminator.stateDict(), device);
            Vgg19 judge =
                    settings.perceptualWeights() == null ? null : perceptual(settings, device);
            if (judge != null) {
                copies.add(judge);
            }
            TwoStageLoss copy = loss.on(g, d, judge == null ? null : new PerceptualLoss(judge));
            others.add(
                    new LocalReplicas.Replica(
                            device, copy.phases(generatorAdam, discriminatorAdam)));
        }
        if (!others.isEmpty()) {
            replicas = new LocalReplicas(loss.phases(generatorAdam, discriminatorAdam), others);
        }
    }

    Replicas replicas() {
        return replicas;
    }

    AugmentControl augmentControl() {
        return augmentControl;
    }

    MatGenerator average() {
        return average;
    }

    Adam generatorAdam() {
        return generatorAdam;
    }

    Adam discriminatorAdam() {
        return discriminatorAdam;
    }

    Ema ema() {
        return ema;
    }

    TwoStageLoss loss() {
        return loss;
    }

    /** Everything a checkpoint must hold. */
    List<Persistent> parts() {
        List<Persistent> all = new ArrayList<>(weightParts());
        all.addAll(learningParts());
        return all;
    }

    private List<Persistent> weightParts() {
        return List.of(
                Parts.network(ModelFile.GENERATOR, generator, policy),
                Parts.network(ModelFile.GENERATOR_EMA, average, policy),
                Parts.network(ModelFile.DISCRIMINATOR, discriminator, policy));
    }

    private List<Persistent> learningParts() {
        return List.of(
                Parts.optimizer("adam_g", generatorAdam),
                Parts.optimizer("adam_d", discriminatorAdam),
                loss.pathLength());
    }

    @Override
    public void close() {
        if (generatorAdam != null) {
            generatorAdam.close();
        }
        if (discriminatorAdam != null) {
            discriminatorAdam.close();
        }
        if (perceptual != null) {
            perceptual.close();
        }
        copies.forEach(Module::close);
        generator.close();
        average.close();
        discriminator.close();
    }
}
