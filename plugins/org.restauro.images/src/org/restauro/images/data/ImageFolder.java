// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.data;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import org.restauro.images.ImageException;
import org.restauro.images.io.ImageFormat;

/** Lists the image files of a folder, always in the same order. */
public final class ImageFolder {
    private static final int MAX_DEPTH = 64;

    private ImageFolder() {}

    /** Files by their path, in the order people number things. */
    static final Comparator<Path> ORDER =
            Comparator.comparing(Path::toString, NaturalOrder.INSTANCE);

    /**
     * The image files in a folder, told by their endings, in natural order. Hidden files and
     * folders (a leading dot, or the system's mark) are left out; links are followed, but never in
     * circles.
     *
     * @param folder a folder; a single image file gives a list of that file
     * @param recursive whether folders inside are listed too
     * @throws ImageException if there is no such folder or it cannot be read
     */
    public static List<Path> list(Path folder, boolean recursive) throws ImageException {
        if (Files.isRegularFile(folder)) {
            return List.of(folder);
        }
        if (!Files.isDirectory(folder)) {
            throw new ImageException(folder + ": there is no such folder.");
        }
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(
                    folder,
                    EnumSet.of(FileVisitOption.FOLLOW_LINKS),
                    recursive ? MAX_DEPTH : 1,
                    new Collector(folder, files));
        } catch (IOException e) {
            throw new ImageException(
                    folder + ": the folder cannot be listed: " + e.getMessage() + ".", e);
        }
        files.sort(ORDER);
        return files;
    }

    private static final class Collector extends SimpleFileVisitor<Path> {
        private final Path start;
        private final List<Path> files;

        Collector(Path start, List<Path> files) {
            this.start = start;
            this.files = files;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
            boolean skip = !folder.equals(start) && Files.isHidden(folder);
            return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            boolean image = ImageFormat.ofFileName(file.getFileName().toString()).isPresent();
            if (attributes.isRegularFile() && image && !Files.isHidden(file)) {
                files.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException cause) throws IOException {
            // A link back to a folder above, or one that leads nowhere, is no error of this folder.
            if (cause instanceof FileSystemLoopException || Files.isSymbolicLink(file)) {
                return FileVisitResult.CONTINUE;
            }
            throw cause;
        }
    }
}
