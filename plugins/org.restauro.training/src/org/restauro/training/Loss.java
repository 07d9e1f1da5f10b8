// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training;

/**
 * What a phase minimises.
 *
 * <p>A batch may be cut into rounds. To be equal to one large round, a loss treats each sample by
 * itself, takes what samples share from {@link Round#shared}, and moves running averages in {@link
 * #begin} only. (A path-length or minibatch statistic is of its round by nature.)
 */
@FunctionalInterface
public interface Loss {
    /**
     * Called once before the rounds of a step, with the whole batch and without gradients, for
     * running averages.
     */
    default void begin(Round whole) {}

    /**
     * Whether only first derivatives are taken, so that parts of networks may be computed without a
     * graph and again for their gradients. A penalty on a gradient needs the graph at once.
     */
    default boolean recomputable() {
        return false;
    }

    /** Computes a round: calls {@link Round#backward} as often as it has parts of its loss. */
    void compute(Round round);
}
