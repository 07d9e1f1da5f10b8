// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.parallel;

import java.util.List;
import org.restauro.engine.ComputePolicy;
import org.restauro.training.Phase;
import org.restauro.training.optim.ParameterGradients;

/**
 * The devices that compute the steps of a run. On the first one are the networks that learn, their
 * optimizers and averages; each further one has copies of the networks.
 *
 * <p>A round of a step is cut into parts, one a device, which are computed at the same time. Their
 * gradients are summed on the first device, where the optimizer moves the networks; the copies
 * follow. What a whole batch decides (mean and variance of batch normalisation, mean of path
 * lengths, groups of a minibatch statistic that lie on several devices) is exchanged while parts
 * are computed. So the result is that of one device, but for rounding.
 *
 * <p>{@link LocalReplicas} are devices of this process. An engine that connects processes would
 * implement this interface and {@link Part}: {@link #compute} would run the parts of its own
 * process, {@link #sum} and {@link Part#all} would speak to the others. Belongs to the thread that
 * trains.
 */
public interface Replicas {
    /** One device, without copies. */
    Replicas NONE = new NoReplicas();

    /** What is done for a part of a round, on its device. */
    @FunctionalInterface
    interface Work {
        /**
         * Computes a part.
         *
         * @param device from 0
         */
        void compute(int device, Part part);
    }

    /** Number of devices, 1 or more. */
    int count();

    /**
     * How a device computes.
     *
     * @param first how the first one does
     */
    ComputePolicy policy(int device, ComputePolicy first);

    /** The phase on a device's copies. */
    Phase phase(int device, Phase first);

    /**
     * Brings all copies to the state of the first device where values were loaded or assigned since
     * the last time, as buffers are, or parameters frozen; at first, everything.
     */
    void follow();

    /** Brings the parameters of the network that a phase moved to all copies. */
    void follow(Phase moved);

    /**
     * Computes a round in parts, on the first devices, at the same time; returns when none computes
     * any more. Part k of n has the samples k, k + n, k + 2n …
     *
     * @param devices at least 1, and at most one a sample
     * @param samples of the round
     * @throws RuntimeException what went wrong first, when all have ended
     */
    void compute(int devices, int samples, Work work);

    /** Adds the gradients of all devices to those of the first. */
    void sum(List<ParameterGradients> devices);
}
