// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.mat;

import java.io.IOException;
import java.nio.file.Path;
import org.restauro.images.source.ImageSource;
import org.restauro.models.file.ModelFile;
import org.restauro.nodes.trainer.TrainerRun;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.mat.MatTraining;
import org.restauro.training.mat.MatTrainingSettings;
import org.restauro.training.session.TrainingData;
import org.restauro.training.session.TrainingObserver;
import org.restauro.training.session.TrainingOutcome;

/**
 * Trains a MAT, or goes on with what is in the folder.
 *
 * @param tree settings of the run
 * @param mayResume whether it may go on with a run in the folder
 * @param training the images
 * @param validation held-out images; null for a share of the others
 * @param initial file of a model to begin with; null to begin from scratch
 */
record MatWork(
        SettingsTree tree,
        boolean mayResume,
        ImageSource training,
        ImageSource validation,
        Path initial)
        implements TrainerRun.Work {

    @Override
    public TrainingOutcome train(final Path folder, final TrainingObserver observer)
            throws IOException, InterruptedException {
        TrainingData data = TrainingData.divided(training, validation, tree);
        try (MatTraining run = begin(data, folder, observer)) {
            return run.run();
        }
    }

    private MatTraining begin(
            final TrainingData data, final Path folder, final TrainingObserver observer)
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
}
