// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.restauro.models.file.ModelFile;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.mat.MatPresets;
import org.restauro.training.mat.MatTraining;
import org.restauro.training.mat.MatTrainingSettings;
import org.restauro.training.session.TrainingData;
import org.restauro.training.session.TrainingObserver;

/** Trains a MAT. */
final class MatTrainKind implements TrainKind {
    @Override
    public List<String> presets() {
        return MatPresets.NAMES;
    }

    @Override
    public String explanation() {
        return MatPresets.explanation();
    }

    @Override
    public boolean isFor(ObjectNode table) {
        return true;
    }

    @Override
    public SettingsTree settings(ObjectNode table) {
        return MatPresets.of(table);
    }

    @Override
    public SettingsTree withImages(SettingsTree tree, Path images, Path validation) {
        return TrainingConsole.path(
                TrainingConsole.path(tree, "data.images", images), "data.validation", validation);
    }

    @Override
    public boolean canResume(Path folder) throws IOException {
        return MatTraining.canResume(folder);
    }

    @Override
    public SettingsTree before(Path folder) throws IOException {
        return MatTraining.settings(folder);
    }

    @Override
    public Run resume(SettingsTree tree, Path folder, TrainingObserver observer)
            throws IOException, InterruptedException {
        MatTraining training = MatTraining.resume(tree, TrainingData.open(tree), folder, observer);
        return Run.of(training::run, training::close);
    }

    @Override
    public Run begin(SettingsTree tree, Path folder, ModelFile initial, TrainingObserver observer)
            throws IOException, InterruptedException {
        TrainingData data = TrainingData.open(tree);
        MatTrainingSettings checked = MatTrainingSettings.of(tree);
        MatTraining training = MatTraining.create(checked, data, folder, initial, observer);
        return Run.of(training::run, training::close);
    }
}
