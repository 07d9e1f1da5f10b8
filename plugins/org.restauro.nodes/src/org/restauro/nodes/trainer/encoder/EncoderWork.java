// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.encoder;

import java.io.IOException;
import java.nio.file.Path;
import org.restauro.images.source.ImageSource;
import org.restauro.models.file.ModelFile;
import org.restauro.nodes.trainer.TrainerRun;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.inversion.EncoderData;
import org.restauro.training.inversion.EncoderTraining;
import org.restauro.training.inversion.EncoderTrainingSettings;
import org.restauro.training.session.TrainingData;
import org.restauro.training.session.TrainingObserver;
import org.restauro.training.session.TrainingOutcome;

/**
 * Trains an encoder, or goes on with what is in the folder.
 *
 * @param tree settings of the run
 * @param mayResume whether it may go on with a run in the folder
 * @param training the images
 * @param validation held-out images; null for a share of the others
 * @param gan file of the GAN
 */
record EncoderWork(
        SettingsTree tree,
        boolean mayResume,
        ImageSource training,
        ImageSource validation,
        Path gan)
        implements TrainerRun.Work {

    @Override
    public TrainingOutcome train(final Path folder, final TrainingObserver observer)
            throws IOException, InterruptedException {
        TrainingData data = EncoderData.of(tree, training, validation);
        try (EncoderTraining run = begin(data, folder, observer)) {
            return run.run();
        }
    }

    private EncoderTraining begin(
            final TrainingData data, final Path folder, final TrainingObserver observer)
            throws IOException, InterruptedException {
        if (mayResume && EncoderTraining.canResume(folder)) {
            return EncoderTraining.resume(tree, data, folder, observer);
        }
        try (ModelFile model = ModelFile.open(gan)) {
            return EncoderTraining.create(
                    EncoderTrainingSettings.of(tree), data, folder, model, observer);
        }
    }
}
