// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.statistics;

/** Gathers moments batch by batch. Belongs to one thread; its owner closes it. */
public interface MomentsBuilder extends AutoCloseable {
    /**
     * Adds vectors.
     *
     * @param rows {@code count * d} values, row-major
     */
    void add(float[] rows, int count);

    /** Everything added so far; more may be added afterwards. */
    Moments moments();

    /** Frees the memory of the device. */
    @Override
    void close();
}
