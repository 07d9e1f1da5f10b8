// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training;

import java.io.Closeable;
import java.io.IOException;

/** Where the samples of the steps come from. */
public interface BatchSource extends Closeable {
    /**
     * The next samples; waits for them.
     *
     * @throws IOException if images cannot be read
     * @throws InterruptedException if this thread is interrupted while it waits
     */
    TrainingBatch next(int size) throws IOException, InterruptedException;

    /** Text from which an equal source goes on with the sample that comes next. */
    String position();

    @Override
    default void close() {}
}
