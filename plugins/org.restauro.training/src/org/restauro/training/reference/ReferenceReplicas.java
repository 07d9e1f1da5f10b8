// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.reference;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.restauro.engine.ComputePolicy;
import org.restauro.models.reference.ReferenceGuidedGenerator;
import org.restauro.training.parallel.LocalReplicas;
import org.restauro.training.parallel.Replicas;

/**
 * Copies of a run's networks on further devices, and their owner. What is unfrozen during the run
 * is unfrozen in the copies too, for they follow the first device.
 */
final class ReferenceReplicas implements AutoCloseable {
    private final List<ReferenceGuidedGenerator> generators = new ArrayList<>();
    private final List<Critics> critics = new ArrayList<>();
    private final Replicas replicas;

    /**
     * Makes copies.
     *
     * @param networks of the first device
     * @param further how the further devices compute
     */
    ReferenceReplicas(ReferenceNetworks networks, List<ComputePolicy> further) throws IOException {
        List<LocalReplicas.Replica> others = new ArrayList<>();
        try {
            for (ComputePolicy device : further) {
                others.add(copy(networks, device));
            }
            replicas = new LocalReplicas(networks.phases(), others);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private LocalReplicas.Replica copy(ReferenceNetworks networks, ComputePolicy device)
            throws IOException {
        ReferenceGuidedGenerator first = networks.generator();
        ReferenceGuidedGenerator copy =
                new ReferenceGuidedGenerator(first.config(), first.reference().config());
        generators.add(copy);
        copy.load(first.stateDict(), device);
        Critics judges = networks.critics(device, copy);
        critics.add(judges);
        return new LocalReplicas.Replica(device, networks.phases(copy, judges));
    }

    /** What the training loop is given. */
    Replicas replicas() {
        return replicas;
    }

    /** Frees the copies. */
    @Override
    public void close() {
        critics.forEach(Critics::close);
        generators.forEach(ReferenceGuidedGenerator::close);
    }
}
