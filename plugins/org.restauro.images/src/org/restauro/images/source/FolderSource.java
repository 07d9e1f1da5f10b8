// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.source;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.restauro.images.ImageException;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.ReadOptions;

/**
 * All image files of a folder and the folders below it, sorted by their path; a {@code labels.json}
 * in the folder gives their labels. Links are followed, a link that leads back to a folder above
 * itself is not.
 */
public final class FolderSource extends NamedSource {
    private final Path folder;

    private FolderSource(Path folder, List<String> names, Labels labels) {
        super(describe(folder), names, labels);
        this.folder = folder;
    }

    /**
     * Lists a folder; no image is read yet.
     *
     * @throws ImageException if it is no folder or holds no image
     */
    public static FolderSource open(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new ImageException("There is no folder " + folder + ".");
        }
        List<String> names = new ArrayList<>();
        Files.walkFileTree(
                folder,
                EnumSet.of(FileVisitOption.FOLLOW_LINKS),
                Integer.MAX_VALUE,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        String name = slashed(folder.relativize(file));
                        if (attributes.isRegularFile() && ImageNames.isImage(name)) {
                            names.add(name);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e)
                            throws IOException {
                        if (e instanceof FileSystemLoopException) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw new ImageException(
                                file + " cannot be listed: " + e.getMessage() + ".", e);
                    }
                });
        if (names.isEmpty()) {
            throw new ImageException("There is no image file in " + describe(folder) + ".");
        }
        names.sort(ImageNames.ORDER);
        List<String> fixed = List.copyOf(names);
        return new FolderSource(folder, fixed, labels(folder, fixed));
    }

    /**
     * The labels that a label file in a folder gives, if there is one.
     *
     * @param names paths of the images below the folder, with {@code /} between their parts
     * @throws ImageException if the file is broken or lacks one of the names
     */
    public static Labels labels(Path folder, List<String> names) throws IOException {
        for (String name : LabelFile.NAMES) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                return LabelFile.read(Files.readAllBytes(file), file.toString(), names);
            }
        }
        return Labels.NONE;
    }

    private static String describe(Path folder) {
        return "folder " + folder;
    }

    private static String slashed(Path path) {
        return path.toString().replace(path.getFileSystem().getSeparator(), "/");
    }

    @Override
    public byte[] bytes(int index) throws IOException {
        return FileBytes.read(folder.resolve(name(index)));
    }

    @Override
    public PixelImage read(int index, ReadOptions options) throws IOException {
        return ImageFiles.read(folder.resolve(name(index)), options);
    }
}
