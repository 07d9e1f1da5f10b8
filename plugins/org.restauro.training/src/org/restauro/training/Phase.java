// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training;

import org.restauro.engine.nn.Module;
import org.restauro.training.optim.Adam;

/**
 * One part of a training step: which module learns from which loss, how often.
 *
 * @param name such as Gmain; also names the phase's randomness
 * @param module what learns; nothing else records gradients for its parameters
 * @param loss what it minimises
 * @param optimizer of the module; phases may share one
 * @param interval the phase runs in every n-th step: lazy regularisation
 * @param gain factor of the loss; for lazy regularisation, the interval
 * @param shrink only the first 1/shrink of the batch is used
 * @param offset the first step, counted from 0, that the phase runs in; less than the interval
 */
public record Phase(
        String name,
        Module module,
        Loss loss,
        Adam optimizer,
        int interval,
        double gain,
        int shrink,
        int offset) {
    /** A phase that begins in the first step. */
    public Phase(
            String name,
            Module module,
            Loss loss,
            Adam optimizer,
            int interval,
            double gain,
            int shrink) {
        this(name, module, loss, optimizer, interval, gain, shrink, 0);
    }

    /** Checks the numbers. */
    public Phase {
        if (interval < 1 || shrink < 1 || !(gain > 0) || offset < 0 || offset >= interval) {
            throw new IllegalArgumentException(
                    "Phase "
                            + name
                            + " has interval "
                            + interval
                            + ", gain "
                            + gain
                            + " and shrink "
                            + shrink
                            + "; at least 1, above 0 and at least 1 would be right, and an offset"
                            + " below the interval instead of "
                            + offset
                            + ".");
        }
    }

    /** A phase of every step. */
    public static Phase main(String name, Module module, Loss loss, Adam optimizer) {
        return new Phase(name, module, loss, optimizer, 1, 1, 1);
    }

    /** A regularisation in every n-th step, n times as strong. */
    public static Phase lazy(String name, Module module, Loss loss, Adam optimizer, int interval) {
        return new Phase(name, module, loss, optimizer, interval, interval, 1);
    }

    /** The same on a part of the batch. */
    public Phase onPart(int divisor) {
        return new Phase(name, module, loss, optimizer, interval, gain, divisor, offset);
    }

    /** Whether it runs in a step, counted from 0. */
    public boolean runsIn(long step) {
        return step % interval == offset;
    }
}
