// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.inversion;

/** Watches a search, in the thread that searches; every method may be left out. */
public interface InversionWatch {
    /** Wants to know nothing. */
    InversionWatch NONE = new InversionWatch() {};

    /**
     * Called after each step.
     *
     * @param loss of the codes the step began with
     */
    default void step(int done, int steps, double loss) {}

    /** Asked before each step; true ends the search without a result. */
    default boolean cancelled() {
        return false;
    }
}
