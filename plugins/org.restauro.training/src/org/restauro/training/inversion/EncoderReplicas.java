// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.inversion;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.nn.Module;
import org.restauro.models.gan.GanDiscriminator;
import org.restauro.models.gan.GanGenerator;
import org.restauro.models.gan.GanNetworks;
import org.restauro.models.gan.inversion.InversionEncoder;
import org.restauro.models.perceptual.Vgg16;
import org.restauro.training.parallel.LocalReplicas;
import org.restauro.training.parallel.Replicas;

/** Copies of a run's networks on further devices, and their owner. */
final class EncoderReplicas implements AutoCloseable {
    private final List<Module> copies = new ArrayList<>();
    private final Replicas replicas;

    /**
     * Makes copies.
     *
     * @param networks of the first device
     * @param further how the further devices compute
     */
    EncoderReplicas(EncoderNetworks networks, List<ComputePolicy> further) throws IOException {
        List<LocalReplicas.Replica> others = new ArrayList<>();
        try {
            for (ComputePolicy device : further) {
                EncoderLoss copy = copy(networks, device);
                others.add(
                        new LocalReplicas.Replica(
                                device,
                                copy.phases(networks.encoderAdam(), networks.discriminatorAdam())));
            }
            replicas = new LocalReplicas(networks.phases(), others);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private EncoderLoss copy(EncoderNetworks networks, ComputePolicy device) throws IOException {
        Autoencoder first = networks.pair();
        InversionEncoder encoder = kept(new InversionEncoder(first.encoder().config()));
        encoder.load(first.encoder().stateDict(), device);
        GanGenerator generator = kept(GanNetworks.generator(first.generator().config()));
        generator.load(first.generator().stateDict(), device);
        GanDiscriminator judge = null;
        if (networks.discriminator() != null) {
            judge = kept(GanNetworks.discriminator(networks.discriminator().config()));
            judge.load(networks.discriminator().stateDict(), device);
        }
        Vgg16 perceptual = networks.loadPerceptual(device);
        if (perceptual != null) {
            kept(perceptual);
        }
        return networks.loss(new Autoencoder(encoder, generator, first.space()), judge, perceptual);
    }

    private <M extends Module> M kept(M network) {
        copies.add(network);
        return network;
    }

    /** What the training loop is given. */
    Replicas replicas() {
        return replicas;
    }

    /** Frees the copies. */
    @Override
    public void close() {
        copies.forEach(Module::close);
    }
}
