// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.restauro.models.file.ModelFile;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.gan.GanPresets;
import org.restauro.training.gan.GanTraining;
import org.restauro.training.gan.GanTrainingSettings;
import org.restauro.training.published.PublishedData;
import org.restauro.training.session.TrainingData;
import org.restauro.training.session.TrainingObserver;

/** Trains a GAN of one of the four families. */
final class GanTrainKind implements TrainKind {
    @Override
    public List<String> presets() {
        return GanPresets.NAMES;
    }

    @Override
    public String explanation() {
        return GanPresets.explanation();
    }

    @Override
    public boolean isFor(ObjectNode table) {
        return GanPresets.describes(table);
    }

    @Override
    public SettingsTree settings(ObjectNode table) {
        return GanPresets.of(table);
    }

    @Override
    public SettingsTree withImages(SettingsTree tree, Path images, Path validation) {
        return PublishedData.withImages(tree, images, validation);
    }

    @Override
    public boolean canResume(Path folder) throws IOException {
        return GanTraining.canResume(folder);
    }

    @Override
    public SettingsTree before(Path folder) throws IOException {
        return GanTraining.settings(folder);
    }

    @Override
    public Run resume(SettingsTree tree, Path folder, TrainingObserver observer)
            throws IOException, InterruptedException {
        GanTraining training = GanTraining.resume(tree, PublishedData.open(tree), folder, observer);
        return Run.of(training::run, training::close);
    }

    @Override
    public Run begin(SettingsTree tree, Path folder, ModelFile initial, TrainingObserver observer)
            throws IOException, InterruptedException {
        TrainingData data = PublishedData.open(tree);
        GanTrainingSettings checked = GanTrainingSettings.of(tree);
        GanTraining training = GanTraining.create(checked, data, folder, initial, observer);
        return Run.of(training::run, training::close);
    }
}
