// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import com.fasterxml.jackson.databind.node.IntNode;
import java.io.IOException;
import java.nio.file.Path;
import org.restauro.images.source.ImageSource;
import org.restauro.models.file.ModelFile;
import org.restauro.training.checkpoint.Checkpoint;
import org.restauro.training.checkpoint.CheckpointFolder;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.published.PublishedData.LabelSource;
import org.restauro.training.session.RunFolder;
import org.restauro.training.session.TrainingData;
import org.restauro.training.session.TrainingObserver;
import org.restauro.training.session.TrainingOutcome;

/**
 * A GAN's training run in a folder: settings, logs, report, snapshots, checkpoints and the model.
 *
 * <pre>{@code
 * SettingsTree tree = GanPresets.preset("stylegan2-small-64").set("data.train.root_dir", "faces/");
 * try (GanTraining training =
 *         GanTraining.create(
 *                 GanTrainingSettings.of(tree),
 *                 PublishedData.open(tree),
 *                 folder,
 *                 null,
 *                 TrainingObserver.NONE)) {
 *     TrainingOutcome outcome = training.run();
 * }
 * }</pre>
 *
 * <p>Equal settings and data give equal checkpoints and models on the CPU, also when the run was
 * interrupted and resumed. Runs in different folders may go on at the same time.
 */
public final class GanTraining implements AutoCloseable {
    private static final String LABELS = "modules.generator.model.label_size";

    private final GanSession session;

    private GanTraining(GanSession session) {
        this.session = session;
    }

    /**
     * Begins a run.
     *
     * @param folder made if it is not there; must not hold a run already
     * @param initial model to begin with as far as it fits, null to begin from scratch; may be
     *     closed afterwards
     * @throws SettingsException if something does not fit
     * @throws IOException if the folder cannot be written or images cannot be read
     */
    public static GanTraining create(
            GanTrainingSettings settings,
            TrainingData data,
            Path folder,
            ModelFile initial,
            TrainingObserver observer)
            throws IOException, InterruptedException {
        GanTrainingSettings fitting = withClasses(settings, data.training());
        RunFolder run = new RunFolder(folder);
        CheckpointFolder checkpoints = run.begin(fitting.tree());
        return new GanTraining(
                new GanSession(fitting, data, folder, checkpoints, null, initial, observer));
    }

    /** Where the settings want the classes of the images, but leave their number open: theirs. */
    private static GanTrainingSettings withClasses(
            GanTrainingSettings settings, ImageSource images) {
        SettingsTree tree = settings.tree();
        LabelSource source = tree.choice("images.labels", LabelSource.class);
        boolean wanted = source == LabelSource.FILE || source == LabelSource.FOLDERS;
        if (!wanted || !tree.isOpen(LABELS)) {
            return settings;
        }
        if (images.labels().isEmpty()) {
            throw tree.wrong("images.labels", "auto or none, as the images have no labels,");
        }
        return GanTrainingSettings.of(
                tree.set(LABELS, IntNode.valueOf(images.labels().dimension())));
    }

    /** The settings that a run in a folder was begun with. */
    public static SettingsTree settings(Path folder) throws IOException {
        return new RunFolder(folder).settings(GanPresets.defaults());
    }

    /** Whether a folder holds a GAN's run that can be resumed. */
    public static boolean canResume(Path folder) throws IOException {
        RunFolder run = new RunFolder(folder);
        return run.canResume(GanPresets.defaults())
                && GanPresets.describes(SettingsTree.read(folder.resolve(RunFolder.CONFIG)));
    }

    /**
     * Goes on with a run from its latest checkpoint that is whole.
     *
     * @param tree its {@link #settings}, in which limits and outputs may be changed
     * @throws SettingsException if something does not fit
     * @throws IOException if there is nothing to go on from
     */
    public static GanTraining resume(
            SettingsTree tree, TrainingData data, Path folder, TrainingObserver observer)
            throws IOException, InterruptedException {
        RunFolder run = new RunFolder(folder);
        try (Checkpoint latest = run.latest(tree)) {
            GanTrainingSettings settings = GanTrainingSettings.of(tree);
            run.goOn(tree);
            return new GanTraining(
                    new GanSession(
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
