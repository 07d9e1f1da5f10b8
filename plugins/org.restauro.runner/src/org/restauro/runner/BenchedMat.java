// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.util.List;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.models.mat.MatConfig;
import org.restauro.models.mat.MatDiscriminator;
import org.restauro.models.mat.MatGenerator;
import org.restauro.models.perceptual.Vgg19;
import org.restauro.training.Phase;
import org.restauro.training.loss.PerceptualLoss;
import org.restauro.training.loss.TwoStageLoss;
import org.restauro.training.loss.TwoStageSettings;
import org.restauro.training.optim.Adam;
import org.restauro.training.optim.AdamSettings;
import org.restauro.training.optim.Ema;

/** An untrained MAT. */
final class BenchedMat implements BenchedNetworks {
    private static final int LARGEST_GROUP = 8;
    private static final double RATE = 1e-3;

    private final MatConfig config;
    private final MatGenerator generator;
    private final MatGenerator average;
    private final MatDiscriminator discriminator;
    private final Vgg19 perceptual;
    private final Adam generatorAdam;
    private final Adam discriminatorAdam;
    private final Ema ema;
    private final List<Phase> phases;

    BenchedMat(MatConfig config, int batch, ComputePolicy policy, boolean withPerceptual) {
        this.config = config;
        generator = new MatGenerator(config);
        generator.initialise(policy, Noise.seeded(1));
        average = new MatGenerator(config);
        average.initialise(policy, Noise.seeded(1));
        discriminator = new MatDiscriminator(config, Math.min(LARGEST_GROUP, batch));
        discriminator.initialise(policy, Noise.seeded(2));
        perceptual = withPerceptual ? new Vgg19() : null;
        TwoStageSettings published = TwoStageSettings.PUBLISHED;
        if (withPerceptual) {
            perceptual.initialise(policy, Noise.seeded(3));
        }
        TwoStageLoss loss =
                new TwoStageLoss(
                        generator,
                        discriminator,
                        withPerceptual ? new PerceptualLoss(perceptual) : null,
                        withPerceptual ? published : published.withoutPerceptual());
        generatorAdam = new Adam(generator, AdamSettings.gan(RATE), policy);
        discriminatorAdam =
                new Adam(
                        discriminator,
                        AdamSettings.gan(RATE).lazy(TwoStageLoss.R1_INTERVAL),
                        policy);
        ema = new Ema(generator, average, policy, 10_000, 0);
        phases = loss.phases(generatorAdam, discriminatorAdam);
    }

    @Override
    public int resolution() {
        return config.resolution();
    }

    @Override
    public List<Phase> phases() {
        return phases;
    }

    @Override
    public Adam generatorAdam() {
        return generatorAdam;
    }

    @Override
    public Adam discriminatorAdam() {
        return discriminatorAdam;
    }

    @Override
    public Ema ema() {
        return ema;
    }

    @Override
    public void close() {
        generatorAdam.close();
        discriminatorAdam.close();
        if (perceptual != null) {
            perceptual.close();
        }
        generator.close();
        average.close();
        discriminator.close();
    }
}
