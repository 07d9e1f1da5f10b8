// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.nn.Freezing;
import org.restauro.engine.weights.StateDict;
import org.restauro.models.file.ModelFile;
import org.restauro.models.gan.DiscriminatorConfig;
import org.restauro.models.gan.GanDiscriminator;
import org.restauro.models.gan.GanGenerator;
import org.restauro.models.gan.GanModels;
import org.restauro.models.gan.GanNetworks;
import org.restauro.training.Averaging;
import org.restauro.training.Controller;
import org.restauro.training.checkpoint.Checkpoint;
import org.restauro.training.checkpoint.Parts;
import org.restauro.training.checkpoint.Persistent;
import org.restauro.training.optim.Adam;
import org.restauro.training.optim.Ema;

/**
 * Generator, discriminator, the generator's running average, and their optimizers: owner of their
 * native memory.
 */
public final class GanTrainingNetworks implements AutoCloseable {
    private final GanNetworkSettings settings;
    private final ComputePolicy policy;
    private final GanGenerator generator;
    private final GanGenerator average;
    private final GanDiscriminator discriminator;
    private final List<Transfer> transfers = new ArrayList<>();
    private Adam generatorAdam;
    private Adam discriminatorAdam;
    private Ema ema;

    private GanTrainingNetworks(GanNetworkSettings settings) {
        this.settings = settings;
        policy = settings.policy();
        generator = GanNetworks.generator(settings.generator());
        average = GanNetworks.generator(settings.generator());
        discriminator = GanNetworks.discriminator(settings.discriminator());
    }

    /**
     * Networks as a run begins with them.
     *
     * @param checkpoint to go on from; null for a new run
     * @param initial model to begin a new run with, as far as it fits ({@link #transfers} says how
     *     far); null to begin from scratch
     * @param seed of what begins from scratch: equal seeds, equal bytes
     * @throws IllegalArgumentException if a checkpoint does not fit, or nothing of a model does
     */
    public static GanTrainingNetworks create(
            GanNetworkSettings settings, Checkpoint checkpoint, ModelFile initial, long seed) {
        GanTrainingNetworks networks = new GanTrainingNetworks(settings);
        try {
            if (checkpoint != null) {
                networks.weightParts().forEach(checkpoint::restore);
            } else {
                networks.initialise(seed);
                if (initial != null) {
                    networks.take(initial);
                }
            }
            networks.prepare();
            if (checkpoint != null) {
                networks.learningParts().forEach(checkpoint::restore);
            }
            return networks;
        } catch (RuntimeException e) {
            networks.close();
            throw e;
        }
    }

    private void initialise(long seed) {
        generator.initialise(policy, Noise.seeded(seed));
        average.load(generator.stateDict(), policy);
        discriminator.initialise(policy, Noise.seeded(~seed));
    }

    private void take(ModelFile model) {
        StateDict averaged = model.inferenceNetwork();
        boolean live = model.networks().contains(ModelFile.GENERATOR);
        StateDict trained = live ? model.network(ModelFile.GENERATOR) : averaged;
        transfers.add(Transfer.into(generator, ModelFile.GENERATOR, trained, policy));
        transfers.add(Transfer.into(average, ModelFile.GENERATOR_EMA, averaged, policy));
        if (model.networks().contains(ModelFile.DISCRIMINATOR)) {
            StateDict judging = model.network(ModelFile.DISCRIMINATOR);
            int levels = GanModels.discriminatorConfig(judging).levels();
            StateDict moved = Transfer.moved(judging, settings.discriminator().levels() - levels);
            transfers.add(Transfer.into(discriminator, ModelFile.DISCRIMINATOR, moved, policy));
        }
        if (transfers.get(0).copied().isEmpty()) {
            throw new IllegalArgumentException(
                    "Nothing of the model fits the generator that is to be trained: "
                            + transfers.get(0)
                            + ".");
        }
    }

    private void prepare() {
        freezeDiscriminator(settings.frozenLayers());
        GanNetworkSettings.Learning g = settings.generatorLearning();
        GanNetworkSettings.Learning d = settings.discriminatorLearning();
        generatorAdam = new Adam(generator, g.adam(), policy, g::rateFactor, g::decayFactor);
        discriminatorAdam =
                new Adam(discriminator, d.adam(), policy, d::rateFactor, d::decayFactor);
        GanNetworkSettings.Average a = settings.average();
        ema = new Ema(generator, average, policy, a.images(), a.rampUp(), !a.parity());
    }

    /** Excludes the first layers of the discriminator, from the full size on, from training. */
    private void freezeDiscriminator(int layers) {
        if (layers > 0) {
            List<String> all = layers(settings.discriminator(), discriminator);
            if (layers > all.size()) {
                throw new IllegalArgumentException(
                        layers
                                + " layers of the discriminator cannot be frozen; it has "
                                + all.size()
                                + " before the last ones.");
            }
            new Freezing(discriminator).freeze(all.subList(0, layers).toArray(String[]::new));
        }
    }

    /** Layers before those of 4×4: by level the one from colour, two convolutions, the shortcut. */
    private static List<String> layers(DiscriminatorConfig config, GanDiscriminator network) {
        Set<String> there = new LinkedHashSet<>();
        network.parameters().keySet().forEach(n -> there.add(n.substring(0, n.indexOf('.'))));
        List<String> layers = new ArrayList<>();
        for (int k = 0; k < config.levels(); k++) {
            layers.add("input" + k);
            layers.add("layer" + 2 * k);
            layers.add("layer" + (2 * k + 1));
            layers.add("skip_layer" + k);
        }
        layers.retainAll(there);
        return layers;
    }

    /** What was taken over of the initial model, a network each; empty without one. */
    public List<Transfer> transfers() {
        return List.copyOf(transfers);
    }

    /** How they were made. */
    public GanNetworkSettings settings() {
        return settings;
    }

    /** The generator that learns. */
    public GanGenerator generator() {
        return generator;
    }

    /** The discriminator. */
    public GanDiscriminator discriminator() {
        return discriminator;
    }

    /** The generator's running average, which users get. */
    public GanGenerator average() {
        return average;
    }

    /** The generator's optimizer. */
    public Adam generatorAdam() {
        return generatorAdam;
    }

    /** The discriminator's optimizer. */
    public Adam discriminatorAdam() {
        return discriminatorAdam;
    }

    /** What moves the average. */
    public Ema ema() {
        return ema;
    }

    /** Moves the average in each step, where the settings want it; add it after schedules. */
    public Controller averaging() {
        return settings.average().parity() ? new EarlyAveraging(ema) : new Averaging(ema);
    }

    /** Sets the level of detail of all three networks. */
    public void setLevelOfDetail(double lod) {
        generator.setLevelOfDetail(lod);
        discriminator.setLevelOfDetail(lod);
        average.setLevelOfDetail(lod);
    }

    /** Everything of them that a checkpoint must hold. */
    public List<Persistent> parts() {
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
                Parts.optimizer("adam_d", discriminatorAdam));
    }

    @Override
    public void close() {
        if (generatorAdam != null) {
            generatorAdam.close();
        }
        if (discriminatorAdam != null) {
            discriminatorAdam.close();
        }
        generator.close();
        average.close();
        discriminator.close();
    }
}
