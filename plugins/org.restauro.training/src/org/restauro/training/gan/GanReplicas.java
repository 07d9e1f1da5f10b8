// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import java.util.ArrayList;
import java.util.List;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.nn.Module;
import org.restauro.models.gan.GanDiscriminator;
import org.restauro.models.gan.GanGenerator;
import org.restauro.models.gan.GanNetworks;
import org.restauro.training.Phase;
import org.restauro.training.parallel.LocalReplicas;
import org.restauro.training.parallel.Replicas;

/** Copies of a run's GAN on further devices, and their owner. */
public final class GanReplicas implements AutoCloseable {
    private final List<Module> copies = new ArrayList<>();
    private final Replicas replicas;

    /**
     * Makes copies.
     *
     * @param networks of the first device
     * @param loss of these networks
     * @param discriminatorRepeats as given to {@link GanLoss#phases}
     * @param further how the further devices compute; none for training on one
     */
    public GanReplicas(
            GanTrainingNetworks networks,
            GanLoss loss,
            int discriminatorRepeats,
            List<ComputePolicy> further) {
        if (further.isEmpty()) {
            replicas = Replicas.NONE;
            return;
        }
        List<LocalReplicas.Replica> others = new ArrayList<>();
        try {
            for (ComputePolicy policy : further) {
                GanLoss copy = copy(networks, loss, policy);
                others.add(
                        new LocalReplicas.Replica(
                                policy, phases(networks, copy, discriminatorRepeats)));
            }
            replicas = new LocalReplicas(phases(networks, loss, discriminatorRepeats), others);
        } catch (RuntimeException e) {
            copies.forEach(Module::close);
            throw e;
        }
    }

    private static List<Phase> phases(GanTrainingNetworks networks, GanLoss loss, int repeats) {
        return loss.phases(networks.generatorAdam(), networks.discriminatorAdam(), repeats);
    }

    private GanLoss copy(GanTrainingNetworks networks, GanLoss loss, ComputePolicy policy) {
        GanGenerator generator = GanNetworks.generator(networks.settings().generator());
        copies.add(generator);
        generator.load(networks.generator().stateDict(), policy);
        GanDiscriminator discriminator =
                GanNetworks.discriminator(networks.settings().discriminator());
        copies.add(discriminator);
        discriminator.load(networks.discriminator().stateDict(), policy);
        return loss.on(generator, discriminator);
    }

    /** What the training loop is given. */
    public Replicas replicas() {
        return replicas;
    }

    /** Frees the copies. */
    @Override
    public void close() {
        copies.forEach(Module::close);
    }
}
