// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.restauro.images.ImageException;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.ImageFormat;
import org.restauro.images.io.ReadOptions;

/**
 * The images that a text file lists, in its order: one path a line, relative to the folder of the
 * list (or another root), then, after a space, tab or comma, optionally a label. Empty lines and
 * lines that begin with {@code #} do not count. Paths may contain spaces: a label is what follows
 * the name of an image file. UTF-8.
 *
 * <p>Paths must stay below the root, so that a list from elsewhere cannot make this machine read
 * other files or call other hosts. An image may be listed several times, which weights it.
 */
public final class ListSource extends NamedSource {
    private static final int MAX_LINE = 4096;
    private static final String SEPARATORS = " \t,";

    private final Path root;

    private ListSource(Path list, Path root, List<String> names, Labels labels) {
        super("list " + list, names, labels);
        this.root = root;
    }

    /** Opens a list whose paths are relative to its own folder. */
    public static ListSource open(Path list) throws IOException {
        return open(list, list.toAbsolutePath().getParent());
    }

    /**
     * Opens a list; the images need not be there yet.
     *
     * @param root the folder that the paths are relative to
     * @throws ImageException if a line is not understood; names its number
     */
    public static ListSource open(Path list, Path root) throws IOException {
        if (!Files.isRegularFile(list)) {
            throw new ImageException("There is no list file " + list + ".");
        }
        List<String> names = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        int number = 0;
        try (BufferedReader in = Files.newBufferedReader(list, StandardCharsets.UTF_8)) {
            StringBuilder line = new StringBuilder();
            while (nextLine(in, line)) {
                number++;
                String where = "Line " + number + " of " + list;
                if (line.length() > MAX_LINE) {
                    throw new ImageException(where + " is longer than " + MAX_LINE + " letters.");
                }
                String text = line.toString().replace("\uFEFF", "").strip();
                if (!text.isEmpty() && !text.startsWith("#")) {
                    parse(text, where, names, labels);
                }
            }
        } catch (CharacterCodingException e) {
            throw new ImageException(
                    list + " is not a list in UTF-8 (after line " + number + ").", e);
        }
        if (names.isEmpty()) {
            throw new ImageException("The list " + list + " names no image.");
        }
        if (!labels.isEmpty() && labels.size() != names.size()) {
            throw new ImageException(
                    String.format(
                            "%s: %d of %d images have a label; give all of them one, or none.",
                            list, labels.size(), names.size()));
        }
        Labels found = Labels.NONE;
        try {
            found = Labels.ofTexts(labels);
        } catch (IllegalArgumentException e) {
            throw new ImageException(list + ": " + e.getMessage(), e);
        }
        List<String> fixed = List.copyOf(names);
        return new ListSource(
                list, root, fixed, found.isEmpty() ? FolderSource.labels(root, fixed) : found);
    }

    /** Like readLine, but stops collecting when a line is too long, so that memory stays small. */
    private static boolean nextLine(BufferedReader in, StringBuilder line) throws IOException {
        line.setLength(0);
        int c = in.read();
        if (c < 0) {
            return false;
        }
        while (c >= 0 && c != '\n' && line.length() <= MAX_LINE) {
            line.append((char) c);
            c = in.read();
        }
        return true;
    }

    private static void parse(String text, String where, List<String> names, List<String> labels)
            throws ImageException {
        String path = text;
        String label = null;
        for (int cut = text.length() - 1;
                cut > 0 && ImageFormat.ofFileName(path).isEmpty();
                cut--) {
            if (SEPARATORS.indexOf(text.charAt(cut)) >= 0) {
                path = text.substring(0, cut);
                label = text.substring(cut + 1).replaceAll("^[ \t,]+", "");
            }
        }
        path = path.replace('\\', '/');
        if (ImageFormat.ofFileName(path).isEmpty()) {
            throw new ImageException(
                    where
                            + " is neither an image file nor one with a label: "
                            + ImageNames.shown(text)
                            + ".");
        }
        if (!ImageNames.staysInside(path)) {
            throw new ImageException(
                    where
                            + " leaves the list's folder: "
                            + ImageNames.shown(path)
                            + "; paths must be relative, without \"..\".");
        }
        names.add(path);
        if (label != null) {
            labels.add(label);
        }
    }

    private Path file(int index) throws ImageException {
        try {
            return root.resolve(name(index));
        } catch (InvalidPathException e) {
            throw new ImageException(
                    ImageNames.shown(where(index)) + ": this machine knows no such file name.", e);
        }
    }

    @Override
    public byte[] bytes(int index) throws IOException {
        return FileBytes.read(file(index));
    }

    @Override
    public PixelImage read(int index, ReadOptions options) throws IOException {
        return ImageFiles.read(file(index), options);
    }
}
