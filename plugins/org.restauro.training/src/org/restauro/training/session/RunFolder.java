// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.restauro.engine.weights.AtomicFile;
import org.restauro.training.checkpoint.Checkpoint;
import org.restauro.training.checkpoint.CheckpointFolder;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.report.TrainingLog;

/**
 * The folder of a training run: {@value #CONFIG} with the settings in force, {@value #CHECKPOINTS}
 * with checkpoints, and what the controllers of the run write.
 *
 * @param path of the folder
 */
public record RunFolder(Path path) {
    /** The settings in force. */
    public static final String CONFIG = "config.yml";

    private static final String CHECKPOINTS = "checkpoints";

    /** Its checkpoints, of which as many stay as the settings say ({@code output.keep}). */
    public CheckpointFolder checkpoints(SettingsTree tree) {
        return new CheckpointFolder(
                path.resolve(CHECKPOINTS), tree.integer("output.keep", 2, 1000));
    }

    /**
     * Begins a run: makes the folder, forgets what a run without checkpoints left.
     *
     * @return where checkpoints go
     * @throws SettingsException if it holds checkpoints
     */
    public CheckpointFolder begin(SettingsTree tree) throws IOException {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new IOException(
                    path
                            + ": the folder of the run cannot be made; a folder that can be"
                            + " written would be right.",
                    e);
        }
        CheckpointFolder checkpoints = checkpoints(tree);
        if (!checkpoints.isEmpty()) {
            throw new SettingsException(
                    path
                            + " holds the checkpoints of a run already; resume that run, or choose"
                            + " another folder.");
        }
        Files.deleteIfExists(path.resolve(TrainingLog.FILE));
        goOn(tree);
        return checkpoints;
    }

    /** Goes on with a run: writes the settings, forgets the wish to stop. */
    public void goOn(SettingsTree tree) throws IOException {
        Files.deleteIfExists(path.resolve(StopSignals.FILE));
        AtomicFile.write(
                path.resolve(CONFIG),
                channel ->
                        channel.write(
                                ByteBuffer.wrap(tree.yaml().getBytes(StandardCharsets.UTF_8))));
    }

    /**
     * The latest checkpoint that is whole; the caller closes it.
     *
     * @throws IOException if there is none
     */
    public Checkpoint latest(SettingsTree tree) throws IOException {
        return checkpoints(tree)
                .latest()
                .orElseThrow(
                        () ->
                                new IOException(
                                        path
                                                + " holds no checkpoint to go on from; begin the"
                                                + " run anew."));
    }

    /** The settings that its run was begun with. */
    public SettingsTree settings(SettingsTree defaults) throws IOException {
        return defaults.over(SettingsTree.read(path.resolve(CONFIG)));
    }

    /** Whether it holds a run that can be resumed. */
    public boolean canResume(SettingsTree defaults) throws IOException {
        return Files.isRegularFile(path.resolve(CONFIG)) && !checkpoints(defaults).isEmpty();
    }
}
