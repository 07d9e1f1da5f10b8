// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.views;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.ThreadLocalRandom;

/** A file in the folder of the one it may become; closing deletes it if it did not. */
final class TemporaryFile implements Closeable {
    private final Path path;

    private TemporaryFile(Path path) {
        this.path = path;
    }

    static TemporaryFile beside(Path target) throws IOException {
        String unique = Long.toHexString(ThreadLocalRandom.current().nextLong());
        Path path = target.resolveSibling("." + target.getFileName() + "." + unique + ".tmp");
        // not Files.createTempFile, whose files nobody else may read
        return new TemporaryFile(Files.createFile(path));
    }

    Path path() {
        return path;
    }

    void moveTo(Path target) throws IOException {
        try {
            Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(path, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // The result is in place or an error is on its way; a left-over changes neither.
        }
    }
}
