// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.knime.core.data.filestore.FileStore;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.restauro.models.file.ModelFile;
import org.restauro.nodes.port.ModelPortObjectSpec;
import org.restauro.nodes.table.LocalPaths;
import org.restauro.training.session.TrainingObserver;
import org.restauro.training.session.TrainingOutcome;
import org.restauro.training.session.TrainingProgress;

/** One training run with its folder; a temporary folder goes with it. */
public final class TrainerRun implements AutoCloseable {

    static final String MESSAGE_NOT_WRITABLE =
            "Nothing can be written into the output folder \"%s\". Choose another folder, or change"
                    + " its permissions.";
    static final String MESSAGE_PREPARING = "Preparing the networks";
    static final String MESSAGE_STOPPED = "The run ended early, after %d images: %s.";

    private final boolean temporary;
    private final Path folder;
    private final List<String> notes = new ArrayList<>();

    /** What is trained, in a thread of its own. */
    @FunctionalInterface
    public interface Work {
        /**
         * Trains to the end of the run, or until the observer cancels.
         *
         * @param folder receives what the run writes
         * @param observer hears of the progress
         */
        TrainingOutcome train(Path folder, TrainingObserver observer)
                throws IOException, InterruptedException;
    }

    /**
     * Checks a setting before the node is executed.
     *
     * @param folder where the run shall write; empty for a temporary folder
     */
    public static void check(final String folder) throws InvalidSettingsException {
        if (folder != null && !folder.isBlank()) {
            LocalPaths.folderToWrite(folder, true);
        }
    }

    /**
     * Finds or makes the folder.
     *
     * @param folder where the run writes; empty for a temporary folder
     */
    public TrainerRun(final String folder) throws InvalidSettingsException, IOException {
        temporary = folder == null || folder.isBlank();
        if (temporary) {
            this.folder = Files.createTempDirectory("restauro-training");
        } else {
            this.folder = LocalPaths.created(LocalPaths.folderToWrite(folder, true));
            if (!Files.isWritable(this.folder)) {
                throw new InvalidSettingsException(MESSAGE_NOT_WRITABLE.formatted(folder));
            }
        }
    }

    /**
     * Trains to the end of the run, or until the node is cancelled.
     *
     * @param name of the thread that trains
     * @param work what is trained
     * @param exec hears of the progress and may cancel
     */
    public TrainingOutcome train(final String name, final Work work, final ExecutionMonitor exec)
            throws IOException, CanceledExecutionException {
        exec.setMessage(MESSAGE_PREPARING);
        ShieldedRun shielded = new ShieldedRun();
        Watch watch = new Watch(shielded, exec, notes);
        TrainingOutcome outcome;
        try {
            outcome = shielded.call(name, () -> work.train(folder, watch));
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e.getMessage(), e);
        }
        exec.checkCanceled();
        if (shielded.isStopWanted()) {
            throw new CanceledExecutionException();
        }
        if (outcome.stopReason() != null) {
            notes.add(MESSAGE_STOPPED.formatted(outcome.images(), outcome.stopReason()));
        }
        return outcome;
    }

    /** What the user should know of the run, in sentences. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /**
     * Copies the run's model into a file store.
     *
     * @param best whether the best one is wanted where there is one, not the last
     * @param name what to call it
     */
    public static ModelPortObjectSpec keep(
            final TrainingOutcome outcome,
            final boolean best,
            final String name,
            final FileStore store)
            throws IOException {
        Path file = best && outcome.best() != null ? outcome.best() : outcome.model();
        Files.copy(file, store.getFile().toPath(), StandardCopyOption.REPLACE_EXISTING);
        try (ModelFile model = ModelFile.open(file)) {
            return ModelPortObjectSpec.of(name, model.description());
        }
    }

    /** Deletes a temporary folder. */
    @Override
    public void close() throws IOException {
        if (temporary && Files.exists(folder)) {
            List<Path> all;
            try (Stream<Path> paths = Files.walk(folder)) {
                all = paths.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path path : all) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** Passes progress on, and the wish to stop. */
    private record Watch(ShieldedRun shielded, ExecutionMonitor exec, List<String> notes)
            implements TrainingObserver {
        @Override
        public void started(final String text) {
            exec.setProgress(0, text);
        }

        @Override
        public void progress(final TrainingProgress progress) {
            exec.setProgress(progress.share(), progress.line());
        }

        @Override
        public void note(final String text) {
            notes.add(text);
        }

        @Override
        public boolean cancelled() {
            try {
                exec.checkCanceled();
                return shielded.isStopWanted();
            } catch (CanceledExecutionException e) {
                return true;
            }
        }
    }
}
