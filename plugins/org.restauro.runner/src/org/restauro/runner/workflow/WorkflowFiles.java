// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.workflow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.knime.core.node.NodeSettings;

/** Reads the settings files of a workflow, and nothing outside its folder. */
final class WorkflowFiles {
    /** A settings file larger than this is no settings file. */
    private static final long MAX_BYTES = 64L << 20;

    private WorkflowFiles() {}

    /**
     * Reads a settings file.
     *
     * @param root the workflow's folder; the file must lie in it, links resolved
     * @param file the file
     */
    static NodeSettings read(Path root, Path file) throws WorkflowException {
        try {
            if (!Files.isRegularFile(file)) {
                throw new WorkflowException("There is no file " + file);
            }
            if (!file.toRealPath().startsWith(root.toRealPath())) {
                throw new WorkflowException(
                        "The file " + file + " leads out of the workflow's folder " + root);
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new WorkflowException(
                        "The file "
                                + file
                                + " has "
                                + Files.size(file)
                                + " bytes; settings files have at most "
                                + MAX_BYTES);
            }
            NodeSettings settings = new NodeSettings(file.getFileName().toString());
            try (InputStream in = Files.newInputStream(file)) {
                settings.load(in);
            }
            return settings;
        } catch (IOException e) {
            throw new WorkflowException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * The file a workflow names, which must lie in a sub folder of the folder that names it.
     *
     * @param folder the folder of the {@code workflow.knime}
     * @param named the {@code node_settings_file}
     */
    static Path inside(Path folder, String named) throws WorkflowException {
        try {
            Path file = folder.resolve(named.replace('\\', '/')).normalize();
            if (file.startsWith(folder.normalize())
                    && file.getNameCount() >= folder.normalize().getNameCount() + 2) {
                return file;
            }
        } catch (InvalidPathException e) {
            throw new WorkflowException(
                    "The workflow in " + folder + " names the impossible file \"" + named + "\"",
                    e);
        }
        throw new WorkflowException(
                "The workflow in "
                        + folder
                        + " names the file \""
                        + named
                        + "\", which does not lie in a folder below it");
    }
}
