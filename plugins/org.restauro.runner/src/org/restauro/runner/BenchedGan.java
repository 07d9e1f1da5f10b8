// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.util.List;
import org.restauro.engine.ComputePolicy;
import org.restauro.models.gan.DiscriminatorConfig;
import org.restauro.models.gan.GanFamily;
import org.restauro.models.gan.GeneratorConfig;
import org.restauro.training.Phase;
import org.restauro.training.gan.GanLoss;
import org.restauro.training.gan.GanLossSettings;
import org.restauro.training.gan.GanNetworkSettings;
import org.restauro.training.gan.GanTrainingNetworks;
import org.restauro.training.optim.Adam;
import org.restauro.training.optim.AdamSettings;
import org.restauro.training.optim.Ema;

/** An untrained StyleGAN2 of the published size, as GenForce trains it: R1 in every step. */
final class BenchedGan implements BenchedNetworks {
    private static final double RATE = 1e-3;
    private static final double HALF_LIFE = 10_000;

    private final GanTrainingNetworks networks;
    private final List<Phase> phases;

    BenchedGan(int resolution, ComputePolicy policy) {
        GanFamily family = GanFamily.STYLEGAN2;
        GanNetworkSettings.Learning learning =
                new GanNetworkSettings.Learning(AdamSettings.gan(RATE));
        networks =
                GanTrainingNetworks.create(
                        new GanNetworkSettings(
                                policy,
                                GeneratorConfig.published(family, resolution, 0),
                                DiscriminatorConfig.published(family, resolution, 0),
                                learning,
                                learning,
                                0,
                                new GanNetworkSettings.Average(HALF_LIFE, 0, true)),
                        null,
                        null,
                        1);
        GanLoss loss =
                new GanLoss(
                        networks.generator(),
                        networks.discriminator(),
                        null,
                        GanLossSettings.published(family));
        phases = loss.phases(generatorAdam(), discriminatorAdam(), 1);
    }

    @Override
    public int resolution() {
        return networks.settings().generator().resolution();
    }

    @Override
    public List<Phase> phases() {
        return phases;
    }

    @Override
    public Adam generatorAdam() {
        return networks.generatorAdam();
    }

    @Override
    public Adam discriminatorAdam() {
        return networks.discriminatorAdam();
    }

    @Override
    public Ema ema() {
        return networks.ema();
    }

    @Override
    public void close() {
        networks.close();
    }
}
