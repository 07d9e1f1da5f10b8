// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.reference;

import java.io.IOException;
import java.nio.file.Path;
import org.restauro.models.file.ModelFile;
import org.restauro.training.checkpoint.Checkpoint;
import org.restauro.training.checkpoint.CheckpointFolder;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.session.RunFolder;
import org.restauro.training.session.SharedSettings;
import org.restauro.training.session.TrainingObserver;
import org.restauro.training.session.TrainingOutcome;

/**
 * A fine-tuning run with references in a folder: settings, log, report, pictures, checkpoints and
 * the reference model, which holds only what was trained.
 *
 * <pre>{@code
 * SettingsTree tree = ReferencePresets.defaults().set("training.epochs", "20");
 * try (ModelFile backbone = ModelImporter.open(file);
 *         ReferenceTraining training =
 *                 ReferenceTraining.create(
 *                         ReferenceTrainingSettings.of(tree),
 *                         ReferenceData.open(tree),
 *                         folder,
 *                         backbone,
 *                         "mat.safetensors",
 *                         TrainingObserver.NONE)) {
 *     TrainingOutcome outcome = training.run();
 * }
 * }</pre>
 *
 * <p>Equal settings and data give equal checkpoints and models on the CPU, also when the run was
 * interrupted and resumed. Runs in different folders may go on at the same time.
 */
public final class ReferenceTraining implements AutoCloseable {
    private final ReferenceSession session;

    private ReferenceTraining(ReferenceSession session) {
        this.session = session;
    }

    /**
     * Begins a run.
     *
     * @param folder made if it is not there; must not hold a run already
     * @param backbone model with a MAT generator; may be closed afterwards
     * @param backboneName how messages and the trained file call it, such as its file's name
     * @throws SettingsException if something does not fit
     * @throws IOException if the folder cannot be written or images cannot be read
     */
    public static ReferenceTraining create(
            ReferenceTrainingSettings settings,
            ReferenceData data,
            Path folder,
            ModelFile backbone,
            String backboneName,
            TrainingObserver observer)
            throws IOException, InterruptedException {
        MemoryPlan plan = MemoryPlan.of(settings, backbone, backboneName);
        if (!plan.text().isEmpty()) {
            observer.note(plan.text());
        }
        CheckpointFolder checkpoints = new RunFolder(folder).begin(plan.settings().tree());
        return begun(
                plan.settings(), data, folder, checkpoints, backbone, backboneName, null, observer);
    }

    private static ReferenceTraining begun(
            ReferenceTrainingSettings settings,
            ReferenceData data,
            Path folder,
            CheckpointFolder checkpoints,
            ModelFile backbone,
            String backboneName,
            Checkpoint checkpoint,
            TrainingObserver observer)
            throws IOException, InterruptedException {
        ReferenceNetworks networks =
                ReferenceNetworks.create(settings, backbone, backboneName, checkpoint);
        try {
            networks.copyTo(SharedSettings.furtherDevices(settings.tree()));
            return new ReferenceTraining(
                    new ReferenceSession(
                            settings, data, folder, checkpoints, networks, checkpoint, observer));
        } catch (IOException | InterruptedException | RuntimeException e) {
            networks.close();
            throw e;
        }
    }

    /** The settings that a run in a folder was begun with. */
    public static SettingsTree settings(Path folder) throws IOException {
        return new RunFolder(folder).settings(ReferencePresets.defaults());
    }

    /** Whether a folder holds a run that can be resumed. */
    public static boolean canResume(Path folder) throws IOException {
        return new RunFolder(folder).canResume(ReferencePresets.defaults());
    }

    /**
     * Goes on with a run from its latest checkpoint that is whole.
     *
     * @param tree its {@link #settings}, in which limits and outputs may be changed
     * @param backbone the model it was begun with
     * @throws SettingsException if something does not fit, such as another backbone
     * @throws IOException if there is nothing to go on from
     */
    public static ReferenceTraining resume(
            SettingsTree tree,
            ReferenceData data,
            Path folder,
            ModelFile backbone,
            String backboneName,
            TrainingObserver observer)
            throws IOException, InterruptedException {
        RunFolder run = new RunFolder(folder);
        try (Checkpoint latest = run.latest(tree)) {
            ReferenceTrainingSettings settings = ReferenceTrainingSettings.of(tree);
            run.goOn(tree);
            return begun(
                    settings,
                    data,
                    folder,
                    run.checkpoints(tree),
                    backbone,
                    backboneName,
                    latest,
                    observer);
        }
    }

    /**
     * Trains until the settings' end, or until something stops it; whatever stops it but a failure
     * leaves a checkpoint and the model.
     *
     * @throws org.restauro.training.TrainingException if it diverges, or memory is too small
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
