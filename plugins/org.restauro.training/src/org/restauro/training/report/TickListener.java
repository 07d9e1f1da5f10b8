// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.report;

import java.io.IOException;
import java.util.List;

/** Is told each line of the log. */
@FunctionalInterface
public interface TickListener {
    /**
     * Called once before training, with what the log holds from before a resume.
     *
     * @param before the lines so far; empty for a new run
     */
    default void begin(List<TickRow> before) throws IOException {}

    /** Called for each new line, after it was written. */
    void tick(TickRow row) throws IOException;

    /**
     * Called once when the run ends, also when it fails.
     *
     * @param reason why it was stopped; null if it came to its end, or failed
     */
    default void ended(String reason) throws IOException {}
}
