// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.restauro.images.ImageException;

/** Reads whole files that hold one encoded image. */
final class FileBytes {
    /** The largest encoded image that is read into memory. */
    static final long MAX_BYTES = Long.getLong("restauro.maxImageFileBytes", 512L << 20);

    private FileBytes() {}

    static byte[] read(Path file) throws ImageException {
        try {
            check(Files.size(file), file.toString());
            return Files.readAllBytes(file);
        } catch (ImageException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new ImageException("There is no file " + file + ".", e);
        } catch (IOException e) {
            throw new ImageException(file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    static void check(long size, String where) throws ImageException {
        if (size > MAX_BYTES) {
            throw new ImageException(
                    String.format(
                            "%s has %d bytes; an image file in a data set has at most %d.",
                            where, size, MAX_BYTES));
        }
    }
}
