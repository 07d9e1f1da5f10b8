// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.reference;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.restauro.engine.ComputePolicy;
import org.restauro.models.file.ModelDescription;
import org.restauro.models.file.ModelFile;
import org.restauro.models.reference.ReferenceGuidedGenerator;
import org.restauro.models.reference.ReferenceModels;
import org.restauro.training.Phase;
import org.restauro.training.checkpoint.Checkpoint;
import org.restauro.training.checkpoint.Parts;
import org.restauro.training.checkpoint.Persistent;
import org.restauro.training.config.SettingsException;
import org.restauro.training.optim.Adam;
import org.restauro.training.parallel.Replicas;
import org.restauro.training.report.ValueSource;

/** The networks of a run with their optimizers and loss: owner of their native memory. */
final class ReferenceNetworks implements AutoCloseable {
    private static final String ORIGIN = "trained with Restauro";

    private final ReferenceTrainingSettings settings;
    private final ComputePolicy policy;
    private final String backboneName;
    private final ReferenceGuidedGenerator generator;
    private final Critics critics;
    private ReferencePainter painter;
    private Adam adam;
    private ReferenceReplicas replicas;

    private ReferenceNetworks(
            ReferenceTrainingSettings settings, ModelFile backbone, String backboneName) {
        this.settings = settings;
        this.backboneName = backboneName;
        policy = settings.policy();
        critics = new Critics(settings, policy);
        try {
            generator =
                    ReferenceModels.create(backbone, settings.module(), settings.seed(), policy);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(backboneName + ": " + e.getMessage(), e);
        }
    }

    /**
     * Networks as a run begins with them.
     *
     * @param backbone model whose generator is the backbone; may be closed afterwards
     * @param backboneName how messages and the trained file call it
     * @param checkpoint to go on from; null for a new run
     */
    static ReferenceNetworks create(
            ReferenceTrainingSettings settings,
            ModelFile backbone,
            String backboneName,
            Checkpoint checkpoint)
            throws IOException {
        ReferenceNetworks networks = new ReferenceNetworks(settings, backbone, backboneName);
        try {
            networks.prepare(backbone, checkpoint);
            return networks;
        } catch (IOException | RuntimeException e) {
            networks.close();
            throw e;
        }
    }

    private void prepare(ModelFile backbone, Checkpoint checkpoint) throws IOException {
        settings.unfreezing().check(generator);
        painter =
                new ReferencePainter(
                        generator, settings.tree().number("loss.psi", -1e3, 1e3), settings.noise());
        critics.prepare(generator, painter, backbone);
        if (checkpoint != null) {
            weightParts().forEach(checkpoint::restore);
        }
        long step = checkpoint == null ? 0 : checkpoint.run().path("step").asLong();
        settings.unfreezing().before(generator, step);
        adam =
                new Adam(
                        generator,
                        settings.optimizer().adam(),
                        policy,
                        settings.optimizer().factors());
        if (checkpoint != null) {
            learningParts().forEach(checkpoint::restore);
        }
    }

    ReferenceGuidedGenerator generator() {
        return generator;
    }

    Adam adam() {
        return adam;
    }

    String backboneName() {
        return backboneName;
    }

    /** What a step consists of. */
    List<Phase> phases() {
        return phases(generator, painter, critics);
    }

    private List<Phase> phases(
            ReferenceGuidedGenerator network, ReferencePainter paints, Critics judges) {
        ReferenceLoss loss = new ReferenceLoss(paints, settings.pixels(), judges.terms());
        List<Phase> phases = new ArrayList<>();
        phases.add(Phase.main("Gmain", network, loss, adam));
        phases.addAll(judges.phases(critics.adam()));
        return phases;
    }

    /** The phases on copies of the networks. */
    List<Phase> phases(ReferenceGuidedGenerator copy, Critics judges) {
        return phases(copy, painter.on(copy), judges);
    }

    /** Copies of the critics on another device, for a copy of the generator there. */
    Critics critics(ComputePolicy device, ReferenceGuidedGenerator copy) throws IOException {
        return critics.on(device, painter.on(copy));
    }

    /** Copies everything that a step computes with to further devices, once. */
    void copyTo(List<ComputePolicy> devices) throws IOException {
        if (!devices.isEmpty()) {
            replicas = new ReferenceReplicas(this, devices);
        }
    }

    /** The devices that compute the steps. */
    Replicas replicas() {
        return replicas == null ? Replicas.NONE : replicas.replicas();
    }

    /** Learning rates for the log. */
    List<ValueSource> rates() {
        return List.of(
                ValueSource.of("Rate/reference", adam::rate),
                ValueSource.of(
                        "Rate/backbone", () -> adam.rate(settings.optimizer().backboneFactor())));
    }

    /** Optimizers whose rates follow the schedule besides {@link #adam}. */
    List<Adam> otherOptimizers() {
        return critics.adam() == null ? List.of() : List.of(critics.adam());
    }

    /** Everything a checkpoint must hold. */
    List<Persistent> parts() {
        List<Persistent> all = new ArrayList<>(weightParts());
        all.addAll(learningParts());
        return all;
    }

    private List<Persistent> weightParts() {
        List<Persistent> parts = new ArrayList<>();
        parts.add(ReferenceParts.module(generator, policy));
        parts.add(ReferenceParts.changed(generator, policy));
        parts.addAll(critics.weightParts());
        return parts;
    }

    private List<Persistent> learningParts() {
        List<Persistent> parts = new ArrayList<>();
        parts.add(Parts.optimizer("adam", adam));
        parts.addAll(critics.learningParts());
        return parts;
    }

    /** What a file with what was trained is. */
    ModelDescription describe(Map<String, String> more) {
        return ReferenceModels.describe(generator, backboneName, licence(), ORIGIN, more);
    }

    /** Writes what was trained. */
    void write(Path file, Map<String, String> more) throws IOException {
        ReferenceModels.write(file, generator, backboneName, licence(), ORIGIN, more);
    }

    private String licence() {
        return settings.tree().text("output.licence");
    }

    @Override
    public void close() {
        if (adam != null) {
            adam.close();
        }
        if (replicas != null) {
            replicas.close();
        }
        critics.close();
        generator.close();
    }
}
