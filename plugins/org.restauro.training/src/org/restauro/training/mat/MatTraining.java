// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.mat;

import java.io.IOException;
import java.nio.file.Path;
import org.restauro.models.file.ModelFile;
import org.restauro.models.mat.MatConfig;
import org.restauro.models.mat.MatModels;
import org.restauro.training.checkpoint.Checkpoint;
import org.restauro.training.checkpoint.CheckpointFolder;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.session.RunFolder;
import org.restauro.training.session.TrainingData;
import org.restauro.training.session.TrainingObserver;
import org.restauro.training.session.TrainingOutcome;

/**
 * A MAT training run in a folder: settings, log, report, pictures, checkpoints and the model.
 *
 * <pre>{@code
 * SettingsTree tree = MatPresets.preset("small-64").set("training.kimg", "100");
 * try (MatTraining training =
 *         MatTraining.create(
 *                 MatTrainingSettings.of(tree), data, folder, null, TrainingObserver.NONE)) {
 *     TrainingOutcome outcome = training.run();
 * }
 * }</pre>
 *
 * <p>Equal settings and data give equal checkpoints and models on the CPU, also when the run was
 * interrupted and resumed. Runs in different folders may go on at the same time.
 */
public final class MatTraining implements AutoCloseable {
    private final MatSession session;

    private MatTraining(MatSession session) {
        this.session = session;
    }

    /**
     * Begins a run.
     *
     * @param folder made if it is not there; must not hold a run already
     * @param initial model to begin with, null to begin from scratch; may be closed afterwards
     * @throws SettingsException if something does not fit
     * @throws IOException if the folder cannot be written or images cannot be read
     */
    public static MatTraining create(
            MatTrainingSettings settings,
            TrainingData data,
            Path folder,
            ModelFile initial,
            TrainingObserver observer)
            throws IOException, InterruptedException {
        RunFolder run = new RunFolder(folder);
        CheckpointFolder checkpoints = run.begin(settings.tree());
        MatTrainingSettings fitting = settings;
        if (initial != null) {
            fitting = MatTrainingSettings.of(settings.tree(), configOf(initial));
        }
        return new MatTraining(
                new MatSession(fitting, data, folder, checkpoints, null, initial, observer));
    }

    private static MatConfig configOf(ModelFile model) {
        if (!model.description().family().equals(MatModels.FAMILY)) {
            throw new SettingsException(
                    "The model to begin with is of the family '"
                            + model.description().family()
                            + "'; '"
                            + MatModels.FAMILY
                            + "' would be right.");
        }
        return model.description().config().has("resolution")
                ? MatConfig.fromJson(model.description().config())
                : MatModels.configOf(model.inferenceNetwork());
    }

    /** The settings that a run in a folder was begun with. */
    public static SettingsTree settings(Path folder) throws IOException {
        return new RunFolder(folder).settings(MatPresets.defaults());
    }

    /** Whether a folder holds a run that can be resumed. */
    public static boolean canResume(Path folder) throws IOException {
        return new RunFolder(folder).canResume(MatPresets.defaults());
    }

    /**
     * Goes on with a run from its latest checkpoint that is whole.
     *
     * @param tree its {@link #settings}, in which limits and outputs may be changed
     * @throws SettingsException if something does not fit
     * @throws IOException if there is nothing to go on from
     */
    public static MatTraining resume(
            SettingsTree tree, TrainingData data, Path folder, TrainingObserver observer)
            throws IOException, InterruptedException {
        RunFolder run = new RunFolder(folder);
        try (Checkpoint latest = run.latest(tree)) {
            MatTrainingSettings settings =
                    MatTrainingSettings.of(tree, MatConfig.fromJson(latest.model().config()));
            run.goOn(tree);
            return new MatTraining(
                    new MatSession(
                            settings, data, folder, run.checkpoints(tree), latest, null, observer));
        }
    }

    /**
     * Trains until the settings' end, or until something stops it; whatever stops it but a failure
     * leaves a checkpoint and the model.
     *
     * @throws org.restauro.training.TrainingException if it diverges
     * @throws IOException if images cannot be read or results not be written
     * @throws InterruptedException if the thread is interrupted
     */
    public TrainingOutcome run() throws IOException, InterruptedException {
        return session.run();
    }

    /** Frees the networks. */
    @Override
    public void close() {
        session.close();
    }
}
