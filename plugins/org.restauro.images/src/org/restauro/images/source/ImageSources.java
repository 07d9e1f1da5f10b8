// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.restauro.images.ImageException;

/** Opens data sets on disk by what they are. */
public final class ImageSources {
    /** What a data set can be on disk. */
    public enum Format {
        FOLDER,
        ZIP,
        LMDB,
        LIST
    }

    private static final byte[] ZIP_SIGNATURE = {'P', 'K', 3, 4};

    private ImageSources() {}

    /**
     * Opens a data set whose format is told by {@link #formatOf}.
     *
     * @throws ImageException if there is none, or it cannot be read
     */
    public static ImageSource open(Path path) throws IOException {
        return open(path, formatOf(path));
    }

    /** Opens a data set of a given format. */
    public static ImageSource open(Path path, Format format) throws IOException {
        return switch (format) {
            case FOLDER -> FolderSource.open(path);
            case ZIP -> ZipSource.open(path);
            case LMDB -> LmdbSource.open(path);
            case LIST -> ListSource.open(path);
        };
    }

    /**
     * A folder is LMDB if it holds {@code data.mdb}, else a folder of images; a file is a zip if it
     * begins like one, LMDB if its name ends in {@code .mdb} or {@code .lmdb}, a list if it ends in
     * {@code .txt}, {@code .lst}, {@code .list}, {@code .csv} or {@code .tsv}.
     */
    public static Format formatOf(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return Files.isRegularFile(path.resolve("data.mdb")) ? Format.LMDB : Format.FOLDER;
        }
        if (!Files.isRegularFile(path)) {
            throw new ImageException("There is no file or folder " + path + ".");
        }
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        try (InputStream in = Files.newInputStream(path)) {
            if (Arrays.equals(in.readNBytes(4), ZIP_SIGNATURE)) {
                return Format.ZIP;
            }
        }
        if (name.matches(".*\\.l?mdb")) {
            return Format.LMDB;
        }
        if (name.matches(".*\\.(txt|lst|list|csv|tsv)")) {
            return Format.LIST;
        }
        throw new ImageException(
                path
                        + " is no data set: give a folder, a zip archive, an LMDB environment, or a"
                        + " list file (.txt).");
    }
}
