// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.standin;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** The folder that holds the data of a running workflow; closing it deletes the folder. */
public final class TemporaryData implements Closeable {
    private static TemporaryData process;

    private final Path folder;
    private final Thread onExit = new Thread(this::delete, "restauro-delete-temporary-data");
    private int nodes;

    /** Makes a folder where the JVM keeps temporary files. */
    public TemporaryData() {
        try {
            folder = Files.createTempDirectory("restauro-run-");
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "No temporary folder for the data of the workflow: " + e.getMessage(), e);
        }
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /**
     * One for everything that belongs to no workflow.
     *
     * @return deleted when the JVM ends
     */
    public static synchronized TemporaryData ofProcess() {
        if (process == null) {
            process = new TemporaryData();
        }
        return process;
    }

    /**
     * Storage for one node.
     *
     * @return a new one
     */
    public synchronized NodeStorage newNode() {
        return new NodeStorage(folder.resolve("node-" + ++nodes));
    }

    @Override
    public void close() {
        delete();
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException exiting) {
            // the hook is running: it finds nothing left to delete
        }
    }

    private void delete() {
        delete(folder);
    }

    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try {
            Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                                throws IOException {
                            Files.delete(file);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(Path dir, IOException failure)
                                throws IOException {
                            Files.delete(dir);
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            // A file still open (Windows) stays in the temporary folder; nothing depends on it.
            System.getLogger(TemporaryData.class.getName())
                    .log(System.Logger.Level.DEBUG, "Cannot delete " + folder, e);
        }
    }
}
