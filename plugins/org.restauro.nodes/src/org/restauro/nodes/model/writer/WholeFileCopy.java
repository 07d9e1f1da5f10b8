// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.model.writer;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.knime.core.node.CanceledExecutionException;

/**
 * Copies a large file so that its target is whole or not there: the bytes go into a temporary file
 * beside the target, are forced to the disk, and take the target's name in one step.
 */
final class WholeFileCopy {

    /** Bytes between two checks for cancelling; a fraction of a second on any disk. */
    private static final long STEP = 16L << 20;

    private WholeFileCopy() {}

    /** Hears of the progress and may cancel. */
    @FunctionalInterface
    interface Watch {
        /**
         * @param done the part that is copied, 0 to 1
         */
        void copied(double done) throws CanceledExecutionException;
    }

    /**
     * Copies a file, replacing the target if it exists.
     *
     * @throws IOException if reading or writing fails; the target is then as it was
     */
    static void copy(final Path source, final Path target, final Watch watch)
            throws IOException, CanceledExecutionException {
        Path temporary =
                Files.createTempFile(target.getParent(), "." + target.getFileName(), ".part");
        try {
            try (FileChannel in = FileChannel.open(source);
                    FileChannel out = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                long size = in.size();
                for (long at = 0; at < size; ) {
                    at += in.transferTo(at, Math.min(STEP, size - at), out);
                    watch.copied((double) at / size);
                }
                out.force(true);
            }
            try {
                Files.move(
                        temporary,
                        target,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
