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
     * Whether only first derivatives are taken. Such a loss is computed in the policy's precision,
     * and parts of networks may be computed again for their gradients. A penalty on a gradient
     * needs the whole graph at once, and float32: differences of gradients are lost in fewer bits.
     */
    default boolean firstOrder() {
        return false;
    }

    /** Computes a round: calls {@link Round#backward} as often as it has parts of its loss. */
    void compute(Round round);
}
