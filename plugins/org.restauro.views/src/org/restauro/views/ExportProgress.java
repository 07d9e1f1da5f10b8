// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.views;

/** Hears how an export goes on, and may stop it. */
public interface ExportProgress {
    /** Hears nothing and stops nothing. */
    ExportProgress NONE = (done, total) -> {};

    /**
     * Some pictures are written. Starts again from 0 where all of them have to be made smaller.
     *
     * @param done how many pictures
     * @param total of how many
     */
    void pictures(long done, long total);

    /**
     * Whether to stop.
     *
     * @return true ends the export with a {@link java.util.concurrent.CancellationException}
     */
    default boolean cancelled() {
        return false;
    }
}
