// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.reference;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.models.file.ModelFile;
import org.restauro.models.file.ModelImporter;
import org.restauro.models.mat.MatDiscriminator;
import org.restauro.models.perceptual.Vgg19;
import org.restauro.models.reference.ReferenceGuidedGenerator;
import org.restauro.training.Phase;
import org.restauro.training.checkpoint.Parts;
import org.restauro.training.checkpoint.Persistent;
import org.restauro.training.loss.Adversary;
import org.restauro.training.loss.Painter;
import org.restauro.training.loss.PerceptualLoss;
import org.restauro.training.loss.TwoStageLoss;
import org.restauro.training.optim.Adam;
import org.restauro.training.optim.AdamSettings;

/** Networks that judge what is painted, each only where its term has a weight. */
final class Critics implements AutoCloseable {
    /** Samples that a discriminator compares, as published; fewer where a round has fewer. */
    private static final int GROUP = 8;

    private final ReferenceTrainingSettings settings;
    private final ComputePolicy policy;
    private Vgg19 perceptual;
    private MatDiscriminator discriminator;
    private Adam adam;
    private Adversary adversary;

    /**
     * No network yet.
     *
     * @param policy where and how they will compute
     */
    Critics(ReferenceTrainingSettings settings, ComputePolicy policy) {
        this.settings = settings;
        this.policy = policy;
    }

    /**
     * Loads what is needed.
     *
     * @param backbone whose discriminator goes on learning; a new one begins where it has none
     */
    void prepare(ReferenceGuidedGenerator generator, Painter painter, ModelFile backbone)
            throws IOException {
        preparePerceptual();
        if (settings.adversarial() > 0) {
            discriminator = new MatDiscriminator(generator.config(), GROUP);
            if (backbone.networks().contains(ModelFile.DISCRIMINATOR)) {
                discriminator.load(backbone.network(ModelFile.DISCRIMINATOR), policy);
            } else {
                discriminator.initialise(policy, Noise.seeded(~settings.seed()));
            }
            double rate = settings.tree().number("loss.discriminatorRate", Double.MIN_NORMAL, 1);
            adam =
                    new Adam(
                            discriminator,
                            AdamSettings.gan(rate).lazy(TwoStageLoss.R1_INTERVAL),
                            policy);
            adversary = new Adversary(discriminator, painter, null, r1Gamma());
        }
    }

    private void preparePerceptual() throws IOException {
        if (settings.perceptual() > 0 || settings.style() > 0) {
            perceptual = new Vgg19();
            Path weights = Path.of(settings.tree().text("loss.perceptualWeights"));
            try (ModelFile file = ModelImporter.open(weights)) {
                perceptual.loadTorchvision(file.network(file.networks().iterator().next()), policy);
            }
        }
    }

    /**
     * Copies on another device, without optimizers.
     *
     * @param painter that device's
     */
    Critics on(ComputePolicy device, Painter painter) throws IOException {
        Critics copy = new Critics(settings, device);
        try {
            copy.preparePerceptual();
            if (discriminator != null) {
                copy.discriminator = new MatDiscriminator(discriminator.config(), GROUP);
                copy.discriminator.load(discriminator.stateDict(), device);
                copy.adversary = new Adversary(copy.discriminator, painter, null, r1Gamma());
            }
            return copy;
        } catch (IOException | RuntimeException e) {
            copy.close();
            throw e;
        }
    }

    private double r1Gamma() {
        return settings.tree().number("loss.r1Gamma", 0, 1e9);
    }

    /** Terms of the painter's loss. */
    List<ReferenceLoss.Term> terms() {
        List<ReferenceLoss.Term> terms = new ArrayList<>();
        if (settings.perceptual() > 0) {
            PerceptualLoss loss = new PerceptualLoss(perceptual);
            terms.add(
                    new ReferenceLoss.Term(
                            "Loss/G/pcp_loss",
                            settings.perceptual(),
                            (round, p, real, masks) ->
                                    loss.distance(round.pass(), p.image(), real)));
        }
        if (settings.style() > 0) {
            PerceptualLoss loss = PerceptualLoss.ofStyles(perceptual);
            terms.add(
                    new ReferenceLoss.Term(
                            "Loss/G/style_loss",
                            settings.style(),
                            (round, p, real, masks) ->
                                    loss.distance(round.pass(), p.image(), real)));
        }
        if (adversary != null) {
            terms.add(
                    new ReferenceLoss.Term(
                            "Loss/G/adversarial",
                            settings.adversarial(),
                            (round, p, real, masks) -> adversary.fooling(round, p, masks)));
        }
        return terms;
    }

    /**
     * Phases in which the discriminator learns; none without one.
     *
     * @param optimizer of the first device's discriminator
     */
    List<Phase> phases(Adam optimizer) {
        if (adversary == null) {
            return List.of();
        }
        List<Phase> phases = new ArrayList<>();
        phases.add(Phase.main("Dmain", discriminator, adversary.main(), optimizer));
        if (r1Gamma() > 0) {
            phases.add(
                    Phase.lazy(
                            "Dreg",
                            discriminator,
                            adversary.penalty(),
                            optimizer,
                            TwoStageLoss.R1_INTERVAL));
        }
        return phases;
    }

    /** Optimizer of the discriminator; null without one, and for a copy. */
    Adam adam() {
        return adam;
    }

    /** Weights that checkpoints must hold. */
    List<Persistent> weightParts() {
        return discriminator == null
                ? List.of()
                : List.of(Parts.network(ModelFile.DISCRIMINATOR, discriminator, policy));
    }

    /** What else checkpoints must hold. */
    List<Persistent> learningParts() {
        return adam == null ? List.of() : List.of(Parts.optimizer("adam_d", adam));
    }

    @Override
    public void close() {
        if (adam != null) {
            adam.close();
        }
        if (discriminator != null) {
            discriminator.close();
        }
        if (perceptual != null) {
            perceptual.close();
        }
    }
}
