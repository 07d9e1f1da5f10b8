// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training;

import java.io.IOException;

/**
 * Something that hangs on the training loop: averaging, schedules, logs, snapshots, evaluation,
 * checkpoints, an early stop. The loop knows none of them.
 *
 * <p>In each step that is a multiple of {@link #interval}, controllers are called in the order of
 * {@link #priority}, equal ones in the order in which they were added.
 */
public interface Controller {
    /** Where in the order a controller stands. */
    enum Priority {
        /** What others build on: schedules, averages. */
        FIRST,
        /** What measures. */
        HIGH,
        /** Everything else. */
        MIDDLE,
        /** What writes down what others measured. */
        LOW,
        /** What must see the state as the step leaves it: checkpoints, stops. */
        LAST
    }

    /** Its place in the order. */
    default Priority priority() {
        return Priority.MIDDLE;
    }

    /** It is called in every n-th step; 1 or more. */
    default long interval() {
        return 1;
    }

    /** Called once before the first step. */
    default void begin(TrainingRun run) throws IOException {}

    /** Called before a step's phases, in steps 0, n, 2n …. */
    default void beforeStep(TrainingRun run) throws IOException {}

    /** Called after a step's phases, when n, 2n, 3n … steps are done. */
    default void afterStep(TrainingRun run) throws IOException {}

    /** Called once when the run ends, also when it fails. */
    default void end(TrainingRun run) throws IOException {}
}
