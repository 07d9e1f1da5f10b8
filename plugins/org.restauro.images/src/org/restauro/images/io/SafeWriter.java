// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import org.restauro.images.ImageException;

/** Writes a file whole or not at all. */
final class SafeWriter {
    private SafeWriter() {}

    /** What fills the file. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * @return false if the file was there and is to be skipped
     */
    static boolean write(Path file, WriteOptions.Existing existing, Content content)
            throws ImageException {
        if (Files.exists(file)) {
            if (existing == WriteOptions.Existing.SKIP) {
                return false;
            }
            if (Files.isDirectory(file)) {
                throw new ImageException(file + ": this is a folder; name a file to write.");
            }
            if (existing == WriteOptions.Existing.FAIL) {
                throw exists(file, null);
            }
        }
        Path folder = file.toAbsolutePath().getParent();
        String unique = Long.toHexString(ThreadLocalRandom.current().nextLong());
        Path temporary = folder.resolve("." + file.getFileName() + "." + unique + ".tmp");
        try {
            try (OutputStream out =
                    new BufferedOutputStream(
                            Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW),
                            1 << 16)) {
                content.writeTo(out);
            }
            place(temporary, file, existing);
            return true;
        } catch (FileAlreadyExistsException e) {
            if (existing == WriteOptions.Existing.SKIP) {
                return false;
            }
            throw exists(file, e);
        } catch (NoSuchFileException e) {
            throw new ImageException(
                    file + ": the folder to write to does not exist: " + folder + ".", e);
        } catch (ImageException e) {
            throw e;
        } catch (IOException e) {
            throw new ImageException(file + ": could not be written: " + e.getMessage() + ".", e);
        } finally {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException e) {
                // The result is in place or an error is on its way; a left-over changes neither.
            }
        }
    }

    private static void place(Path temporary, Path file, WriteOptions.Existing existing)
            throws IOException {
        if (existing != WriteOptions.Existing.REPLACE) {
            Files.move(temporary, file); // refuses a file that has appeared meanwhile
            return;
        }
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static ImageException exists(Path file, Throwable cause) {
        return new ImageException(
                file + ": the file exists already; choose to replace or to skip existing files.",
                cause);
    }
}
