// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.table;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.knime.core.node.InvalidSettingsException;

/**
 * Paths as users write them: a path of this computer or a {@code file:} address. Every complaint
 * names the path and says what would be right. A text in parentheses is no path but a note that a
 * workflow's author left where a path is to be set; it becomes the message.
 */
public final class LocalPaths {

    static final String MESSAGE_NOT_CHOSEN =
            "No %s is chosen. Write its path in the dialog, or set the flow variable that"
                    + " controls it.";
    static final String MESSAGE_TO_BE_SET = "No %s is chosen yet: %s.";
    static final String MESSAGE_NO_PATH =
            "The %s \"%s\" is no path of this computer. Write a path such as /home/me/pictures or"
                    + " C:\\pictures.";
    static final String MESSAGE_NO_FOLDER =
            "The %s \"%s\" does not exist or is no folder. Correct its path in the dialog, or set"
                    + " the flow variable that controls it.";
    static final String MESSAGE_NO_FILE =
            "The %s \"%s\" does not exist or is no file. Correct its path in the dialog, or set the"
                    + " flow variable that controls it.";
    static final String MESSAGE_NOT_CREATED =
            "The folder \"%s\" does not exist. Create it, or let the node create it.";
    static final String MESSAGE_IS_FILE =
            "The folder \"%s\" cannot be used: there is a file of that name. Choose another"
                    + " folder.";
    static final String MESSAGE_CANNOT_CREATE = "The folder \"%s\" cannot be created: %s";

    private static final String FILE_SCHEME = "file:";

    private LocalPaths() {}

    /**
     * A path that need not exist.
     *
     * @param text as the user wrote it
     * @param what how messages call it, for example "image folder"
     * @throws InvalidSettingsException if it is empty or no path
     */
    public static Path path(final String text, final String what) throws InvalidSettingsException {
        if (text == null || text.isBlank()) {
            throw new InvalidSettingsException(MESSAGE_NOT_CHOSEN.formatted(what));
        }
        String trimmed = text.trim();
        if (trimmed.startsWith("(") && trimmed.endsWith(")")) {
            String note = trimmed.substring(1, trimmed.length() - 1);
            throw new InvalidSettingsException(MESSAGE_TO_BE_SET.formatted(what, note));
        }
        try {
            Path path =
                    trimmed.startsWith(FILE_SCHEME)
                            ? Path.of(URI.create(trimmed))
                            : Path.of(trimmed);
            return path.toAbsolutePath().normalize();
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            throw new InvalidSettingsException(MESSAGE_NO_PATH.formatted(what, text), e);
        }
    }

    /** A folder that exists. */
    public static Path folder(final String text, final String what)
            throws InvalidSettingsException {
        Path path = path(text, what);
        if (!Files.isDirectory(path)) {
            throw new InvalidSettingsException(MESSAGE_NO_FOLDER.formatted(what, text));
        }
        return path;
    }

    /** A file that exists. */
    public static Path file(final String text, final String what) throws InvalidSettingsException {
        Path path = path(text, what);
        if (!Files.isRegularFile(path)) {
            throw new InvalidSettingsException(MESSAGE_NO_FILE.formatted(what, text));
        }
        return path;
    }

    /**
     * A folder to write into.
     *
     * @param mayCreate whether it may be missing
     */
    public static Path folderToWrite(final String text, final boolean mayCreate)
            throws InvalidSettingsException {
        Path path = path(text, "folder");
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new InvalidSettingsException(MESSAGE_IS_FILE.formatted(text));
        }
        if (!mayCreate && !Files.exists(path)) {
            throw new InvalidSettingsException(MESSAGE_NOT_CREATED.formatted(text));
        }
        return path;
    }

    /** Creates a folder and those on the way to it, where they are missing. */
    public static Path created(final Path folder) throws IOException {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IOException(
                    MESSAGE_CANNOT_CREATE.formatted(folder, RowProblems.reason(e)), e);
        }
    }
}
