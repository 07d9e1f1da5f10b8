// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.gan;

import java.io.IOException;
import java.nio.file.Path;
import org.restauro.images.source.ImageSource;
import org.restauro.models.file.ModelFile;
import org.restauro.nodes.trainer.TrainerRun;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.gan.GanTraining;
import org.restauro.training.gan.GanTrainingSettings;
import org.restauro.training.published.PublishedData;
import org.restauro.training.session.TrainingData;
import org.restauro.training.session.TrainingObserver;
import org.restauro.training.session.TrainingOutcome;

/**
 * Trains a GAN, or goes on with what is in the folder.
 *
 * @param tree settings of the run
 * @param mayResume whether it may go on with a run in the folder
 * @param training the images, with classes where they are to be learned
 * @param validation images that FID compares with; null for the others
 * @param initial file of a model to begin with; null to begin from scratch
 * @param ownResolution whether a model to begin with may have another resolution
 */
record GanWork(
        SettingsTree tree,
        boolean mayResume,
        ImageSource training,
        ImageSource validation,
        Path initial,
        boolean ownResolution)
        implements TrainerRun.Work {

    @Override
    public TrainingOutcome train(final Path folder, final TrainingObserver observer)
            throws IOException, InterruptedException {
        SettingsTree settings =
                training.labels().isEmpty() ? tree : tree.set("images.labels", "file");
        TrainingData data = PublishedData.of(settings, training, validation);
        try (GanTraining run = begin(settings, data, folder, observer)) {
            return run.run();
        }
    }

    private GanTraining begin(
            final SettingsTree settings,
            final TrainingData data,
            final Path folder,
            final TrainingObserver observer)
            throws IOException, InterruptedException {
        if (initial == null) {
            return begin(settings, data, folder, null, observer);
        }
        try (ModelFile model = ModelFile.open(initial)) {
            return begin(
                    GanTrainerSettings.shapedAs(model, settings, ownResolution),
                    data,
                    folder,
                    model,
                    observer);
        }
    }

    private GanTraining begin(
            final SettingsTree settings,
            final TrainingData data,
            final Path folder,
            final ModelFile model,
            final TrainingObserver observer)
            throws IOException, InterruptedException {
        return mayResume && GanTraining.canResume(folder)
                ? GanTraining.resume(settings, data, folder, observer)
                : GanTraining.create(
                        GanTrainingSettings.of(settings), data, folder, model, observer);
    }
}
