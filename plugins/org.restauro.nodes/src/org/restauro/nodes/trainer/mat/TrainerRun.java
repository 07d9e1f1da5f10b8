// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.mat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.restauro.images.source.ImageSource;
import org.restauro.models.file.ModelFile;
import org.restauro.nodes.table.LocalPaths;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.mat.MatTraining;
import org.restauro.training.mat.MatTrainingSettings;
import org.restauro.training.mat.TrainingData;
import org.restauro.training.mat.TrainingObserver;
import org.restauro.training.mat.TrainingOutcome;
import org.restauro.training.mat.TrainingProgress;

/** One training run with its folder; a temporary folder goes with it. */
final class TrainerRun implements AutoCloseable {

    static final String MESSAGE_NOT_WRITABLE =
            "Nothing can be written into the output folder \"%s\". Choose another folder, or change"
                    + " its permissions.";
    static final String MESSAGE_PREPARING = "Preparing the networks";

    private final SettingsTree tree;
    private final boolean mayResume;
    private final boolean temporary;
    private final Path folder;

    /**
     * Finds or makes the folder.
     *
     * @param tree settings of the run
     * @param folder where it writes; empty for a temporary folder
     * @param mayResume whether it may go on with a run in the folder
     */
    TrainerRun(final SettingsTree tree, final String folder, final boolean mayResume)
            throws InvalidSettingsException, IOException {
        this.tree = tree;
        this.mayResume = mayResume;
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
     * @param training the images
     * @param validation held-out images, if there are any
     * @param initial file of a model to begin with; null to begin from scratch
     * @param exec hears of the progress and may cancel
     */
    TrainingOutcome train(
            final ImageSource training,
            final Optional<ImageSource> validation,
            final Path initial,
            final ExecutionMonitor exec)
            throws IOException, CanceledExecutionException {
        exec.setMessage(MESSAGE_PREPARING);
        ShieldedRun shielded = new ShieldedRun();
        Watch watch = new Watch(shielded, exec);
        TrainingOutcome outcome;
        try {
            outcome =
                    shielded.call(
                            "restauro-mat-trainer",
                            () -> {
                                TrainingData data =
                                        TrainingData.divided(
                                                training, validation.orElse(null), tree);
                                try (MatTraining run = begin(data, initial, watch)) {
                                    return run.run();
                                }
                            });
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e.getMessage(), e);
        }
        exec.checkCanceled();
        if (shielded.isStopWanted()) {
            throw new CanceledExecutionException();
        }
        return outcome;
    }

    private MatTraining begin(
            final TrainingData data, final Path initial, final TrainingObserver observer)
            throws IOException, InterruptedException {
        if (mayResume && MatTraining.canResume(folder)) {
            return MatTraining.resume(tree, data, folder, observer);
        }
        MatTrainingSettings settings = MatTrainingSettings.of(tree);
        if (initial == null) {
            return MatTraining.create(settings, data, folder, null, observer);
        }
        try (ModelFile model = ModelFile.open(initial)) {
            return MatTraining.create(settings, data, folder, model, observer);
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
    private record Watch(ShieldedRun shielded, ExecutionMonitor exec) implements TrainingObserver {
        @Override
        public void started(final String text) {
            exec.setProgress(0, text);
        }

        @Override
        public void progress(final TrainingProgress progress) {
            exec.setProgress(progress.share(), progress.line());
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
