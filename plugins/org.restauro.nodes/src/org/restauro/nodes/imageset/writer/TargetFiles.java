// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.imageset.writer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Turns names from a table into files below one folder. Whatever a name holds, its file lies below
 * the folder, has a name that every common operating system accepts, and is used once only.
 */
final class TargetFiles {

    static final String MESSAGE_ESCAPES =
            "The name \"%s\" leads to \"%s\", outside the folder \"%s\": a link in the folder"
                    + " points elsewhere. Remove the link or choose another folder.";

    /** The name of an image whose own name has no usable character. */
    static final String NAMELESS = "image";

    private static final Pattern SEPARATORS = Pattern.compile("[/\\\\]+");
    private static final Pattern FORBIDDEN = Pattern.compile("[\\p{Cntrl}\\p{Cf}<>:\"|?*]");
    private static final Pattern AT_THE_ENDS = Pattern.compile("^\\s+|[.\\s]+$");
    private static final Pattern DEVICES =
            Pattern.compile("(?i)(CON|PRN|AUX|NUL|COM\\d|LPT\\d)(\\..*)?");

    /** File systems allow 255 bytes; the rest is for a suffix, a number and the ending. */
    private static final int MAX_BYTES = 180;

    private final Path folder;
    private final String ending;
    private final boolean avoidExisting;
    private final Set<String> used = new HashSet<>();

    /**
     * @param folder all files lie below it
     * @param ending of the file names, without the dot
     * @param avoidExisting whether a file that exists already gets a numbered neighbour
     */
    TargetFiles(final Path folder, final String ending, final boolean avoidExisting) {
        this.folder = folder.toAbsolutePath().normalize();
        this.ending = ending;
        this.avoidExisting = avoidExisting;
    }

    /**
     * The file for a name, with its folder created.
     *
     * @param name from the table; slashes and backslashes make subfolders
     * @param suffix put behind the name
     * @throws IOException if the folder cannot be created or a link leads out of it
     */
    Path file(final String name, final String suffix) throws IOException {
        String[] parts = SEPARATORS.split(name);
        Path parent = folder;
        for (int i = 0; i < parts.length - 1; i++) {
            String part = safe(parts[i]);
            if (!part.isEmpty()) {
                parent = parent.resolve(part);
            }
        }
        String last = parts.length == 0 ? "" : safe(parts[parts.length - 1]);
        String stem = (last.isEmpty() ? NAMELESS : last) + forbiddenReplaced(suffix);
        Files.createDirectories(parent);
        if (!parent.toRealPath().startsWith(folder.toRealPath())) {
            throw new IOException(MESSAGE_ESCAPES.formatted(name, parent.toRealPath(), folder));
        }
        Path file = parent.resolve(stem + "." + ending);
        for (int number = 2; isTaken(file); number++) {
            file = parent.resolve(stem + " (" + number + ")." + ending);
        }
        used.add(key(file));
        return file;
    }

    private boolean isTaken(final Path file) {
        return used.contains(key(file)) || avoidExisting && Files.exists(file);
    }

    // Windows and macOS do not tell upper case from lower case.
    private static String key(final Path file) {
        return file.toString().toLowerCase(Locale.ROOT);
    }

    private static String forbiddenReplaced(final String text) {
        return SEPARATORS.matcher(FORBIDDEN.matcher(text).replaceAll("_")).replaceAll("_");
    }

    /** A name without a separator as a file name; empty if nothing is left of it. */
    private static String safe(final String part) {
        String text = AT_THE_ENDS.matcher(forbiddenReplaced(part)).replaceAll("");
        while (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            text = text.substring(0, text.offsetByCodePoints(text.length(), -1));
        }
        return DEVICES.matcher(text).matches() ? "_" + text : text;
    }
}
