// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.inversion;

import java.io.IOException;
import java.nio.file.Path;
import org.restauro.models.file.ModelFile;
import org.restauro.training.checkpoint.Checkpoint;
import org.restauro.training.checkpoint.CheckpointFolder;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.session.RunFolder;
import org.restauro.training.session.TrainingData;
import org.restauro.training.session.TrainingObserver;
import org.restauro.training.session.TrainingOutcome;

/**
 * A run that trains an inversion encoder, in a folder: settings, log, report, pictures,
 * checkpoints, the encoder, and {@value #GENERATOR}, the generator it is trained for, so that a run
 * can go on without the model it was begun with.
 *
 * <pre>{@code
 * SettingsTree tree = EncoderPresets.preset("small").set("data.train.root_dir", "photographs");
 * try (ModelFile gan = InversionFiles.openGan(Path.of("gan.safetensors"));
 *         EncoderTraining training =
 *                 EncoderTraining.create(
 *                         EncoderTrainingSettings.of(tree), EncoderData.open(tree), folder, gan,
 *                         TrainingObserver.NONE)) {
 *     TrainingOutcome outcome = training.run();
 * }
 * }</pre>
 *
 * <p>Equal settings, data and GAN give equal checkpoints and encoders on the CPU, also when the run
 * was interrupted and resumed.
 */
public final class EncoderTraining implements AutoCloseable {
    /** The generator, in the folder of a run. */
    public static final String GENERATOR = "generator.safetensors";

    private static final String GAN = "gan_model_path";

    private final EncoderSession session;

    private EncoderTraining(EncoderSession session) {
        this.session = session;
    }

    /**
     * Begins a run.
     *
     * @param folder made if it is not there; must not hold a run already
     * @param gan whose generator is inverted; may be closed afterwards
     * @throws SettingsException if something does not fit
     * @throws IOException if the folder cannot be written or images cannot be read
     */
    public static EncoderTraining create(
            EncoderTrainingSettings settings,
            TrainingData data,
            Path folder,
            ModelFile gan,
            TrainingObserver observer)
            throws IOException, InterruptedException {
        checkGan(gan);
        EncoderNetworks networks = EncoderNetworks.create(settings, gan, null);
        CheckpointFolder checkpoints;
        try {
            checkpoints = new RunFolder(folder).begin(settings.tree());
            networks.writeGenerator(folder.resolve(GENERATOR), gan.description());
        } catch (IOException | RuntimeException e) {
            networks.close();
            throw e;
        }
        return begun(settings, data, folder, checkpoints, networks, null, observer);
    }

    private static void checkGan(ModelFile gan) {
        try {
            InversionFiles.checkGan(gan, GAN);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(e.getMessage(), e);
        }
    }

    private static EncoderTraining begun(
            EncoderTrainingSettings settings,
            TrainingData data,
            Path folder,
            CheckpointFolder checkpoints,
            EncoderNetworks networks,
            Checkpoint checkpoint,
            TrainingObserver observer)
            throws IOException, InterruptedException {
        try {
            return new EncoderTraining(
                    new EncoderSession(
                            settings, data, folder, checkpoints, networks, checkpoint, observer));
        } catch (IOException | InterruptedException | RuntimeException e) {
            networks.close();
            throw e;
        }
    }

    /**
     * The GAN that settings name.
     *
     * @throws SettingsException if they name none, or something else
     * @throws IOException if it cannot be read
     */
    public static ModelFile gan(SettingsTree tree) throws IOException {
        if (tree.isOpen(GAN)) {
            throw new SettingsException(
                    GAN + " is empty; the path of a model file with a GAN would be right.");
        }
        try {
            return InversionFiles.openGan(Path.of(tree.text(GAN)));
        } catch (IllegalArgumentException e) {
            throw new SettingsException(e.getMessage(), e);
        }
    }

    /** The settings that a run in a folder was begun with. */
    public static SettingsTree settings(Path folder) throws IOException {
        return new RunFolder(folder).settings(EncoderPresets.defaults());
    }

    /** Whether a folder holds a run that can be resumed. */
    public static boolean canResume(Path folder) throws IOException {
        return new RunFolder(folder).canResume(EncoderPresets.defaults());
    }

    /**
     * Goes on with a run from its latest checkpoint that is whole.
     *
     * @param tree its {@link #settings}, in which limits and outputs may be changed
     * @throws SettingsException if something does not fit
     * @throws IOException if there is nothing to go on from
     */
    public static EncoderTraining resume(
            SettingsTree tree, TrainingData data, Path folder, TrainingObserver observer)
            throws IOException, InterruptedException {
        RunFolder run = new RunFolder(folder);
        EncoderTrainingSettings settings = EncoderTrainingSettings.of(tree);
        try (Checkpoint latest = run.latest(tree);
                ModelFile gan = ModelFile.open(folder.resolve(GENERATOR))) {
            EncoderNetworks networks = EncoderNetworks.create(settings, gan, latest);
            run.goOn(tree);
            return begun(settings, data, folder, run.checkpoints(tree), networks, latest, observer);
        }
    }

    /**
     * Trains until the settings' end, or until something stops it; whatever stops it but a failure
     * leaves a checkpoint and the encoder.
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
