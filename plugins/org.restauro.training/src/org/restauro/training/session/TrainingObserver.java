// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.session;

/** Watches a run, in the thread that trains; every method may be left out. */
public interface TrainingObserver {
    /** Wants to know nothing. */
    TrainingObserver NONE = new TrainingObserver() {};

    /** Called once before the first step, with a line about what begins. */
    default void started(String text) {}

    /** Called at each tick. */
    default void progress(TrainingProgress progress) {}

    /** Called when something happened that the user should know, with a sentence about it. */
    default void note(String text) {}

    /** Asked after each step; true ends the run, which keeps its checkpoints. */
    default boolean cancelled() {
        return false;
    }
}
