// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.restauro.models.file.ModelFile;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.inversion.EncoderData;
import org.restauro.training.inversion.EncoderPresets;
import org.restauro.training.inversion.EncoderTraining;
import org.restauro.training.inversion.EncoderTrainingSettings;
import org.restauro.training.published.PublishedData;
import org.restauro.training.session.TrainingData;
import org.restauro.training.session.TrainingObserver;

/** Trains an encoder that inverts a GAN. */
final class EncoderTrainKind implements TrainKind {
    @Override
    public List<String> presets() {
        return EncoderPresets.NAMES;
    }

    @Override
    public String explanation() {
        return EncoderPresets.explanation();
    }

    @Override
    public boolean isFor(ObjectNode table) {
        return EncoderPresets.areMeantBy(table);
    }

    @Override
    public SettingsTree settings(ObjectNode table) {
        return EncoderPresets.of(table);
    }

    @Override
    public SettingsTree withImages(SettingsTree tree, Path images, Path validation) {
        return PublishedData.withImages(tree, images, validation);
    }

    @Override
    public boolean canResume(Path folder) throws IOException {
        return EncoderTraining.canResume(folder);
    }

    @Override
    public SettingsTree before(Path folder) throws IOException {
        return EncoderTraining.settings(folder);
    }

    @Override
    public Run resume(SettingsTree tree, Path folder, TrainingObserver observer)
            throws IOException, InterruptedException {
        EncoderTraining training =
                EncoderTraining.resume(tree, EncoderData.open(tree), folder, observer);
        return Run.of(training::run, training::close);
    }

    /** The encoder to begin with is read by the run itself. */
    @Override
    public Run begin(SettingsTree tree, Path folder, TrainingObserver observer)
            throws IOException, InterruptedException {
        return begin(tree, folder, null, observer);
    }

    @Override
    public Run begin(SettingsTree tree, Path folder, ModelFile initial, TrainingObserver observer)
            throws IOException, InterruptedException {
        EncoderTrainingSettings checked = EncoderTrainingSettings.of(tree);
        try (ModelFile gan = EncoderTraining.gan(tree)) {
            TrainingData data = EncoderData.open(tree);
            EncoderTraining training = EncoderTraining.create(checked, data, folder, gan, observer);
            return Run.of(training::run, training::close);
        }
    }
}
