// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training;

import java.util.Map;
import org.restauro.engine.ComputePolicy;
import org.restauro.training.optim.Adam;
import org.restauro.training.parallel.Replicas;
import org.restauro.training.precision.LossScale;

/**
 * How the phases of a step are computed. Losses that differentiate gradients ({@link
 * Loss#firstOrder} is false) are computed in float32, recorded at once and not scaled, whatever is
 * set here.
 *
 * @param policy where and in which precision
 * @param together most samples that a device computes together, at least 1
 * @param checkpointing whether parts of networks are computed again for their gradients, which
 *     takes less memory and more time, and gives the same gradients
 * @param scales loss scaling of optimizers; those without one have the factor 1
 * @param replicas the devices that compute together
 */
public record StepSettings(
        ComputePolicy policy,
        int together,
        boolean checkpointing,
        Map<Adam, LossScale> scales,
        Replicas replicas) {
    /** Copies the scales. */
    public StepSettings {
        scales = Map.copyOf(scales);
        if (together < 1) {
            throw new IllegalArgumentException(
                    together + " samples cannot be computed together; 1 or more can.");
        }
    }

    /** One device. */
    public StepSettings(
            ComputePolicy policy,
            int together,
            boolean checkpointing,
            Map<Adam, LossScale> scales) {
        this(policy, together, checkpointing, scales, Replicas.NONE);
    }

    /** Everything recorded, nothing scaled. */
    public static StepSettings plain(ComputePolicy policy, int together) {
        return new StepSettings(policy, together, false, Map.of());
    }

    /** The same with or without gradient checkpointing. */
    public StepSettings withCheckpointing(boolean on) {
        return new StepSettings(policy, together, on, scales, replicas);
    }

    /** The same with another number of samples computed together. */
    public StepSettings withTogether(int samples) {
        return new StepSettings(policy, samples, checkpointing, scales, replicas);
    }

    /** The same on several devices. */
    public StepSettings withReplicas(Replicas devices) {
        return new StepSettings(policy, together, checkpointing, scales, devices);
    }

    /** The loss scaling of an optimizer; null if it has none. */
    LossScale scale(Adam optimizer) {
        return scales.get(optimizer);
    }
}
