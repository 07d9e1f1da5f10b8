// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.reference;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.restauro.models.file.ModelFile;
import org.restauro.nodes.trainer.TrainerRun;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.reference.ReferenceData;
import org.restauro.training.reference.ReferenceTraining;
import org.restauro.training.reference.ReferenceTrainingSettings;
import org.restauro.training.session.TrainingObserver;
import org.restauro.training.session.TrainingOutcome;

/**
 * Teaches a network to look at references, or goes on with what is in the folder.
 *
 * @param tree settings of the run
 * @param mayResume whether it may go on with a run in the folder
 * @param data images and references
 * @param backbone file of the network
 * @param backboneName what the trained model calls it
 */
record FineTuningWork(
        SettingsTree tree,
        boolean mayResume,
        ReferenceData data,
        Path backbone,
        String backboneName)
        implements TrainerRun.Work {

    private static final String MEMORY = "training.memory";

    /** What was chosen to fit the memory when the run began. */
    private static final List<String> PLANNED =
            List.of("training.microBatch", "device.gradientCheckpointing", "device.precision");

    @Override
    public TrainingOutcome train(final Path folder, final TrainingObserver observer)
            throws IOException, InterruptedException {
        try (ModelFile model = ModelFile.open(backbone);
                ReferenceTraining run = begin(model, folder, observer)) {
            return run.run();
        }
    }

    private ReferenceTraining begin(
            final ModelFile model, final Path folder, final TrainingObserver observer)
            throws IOException, InterruptedException {
        return mayResume && ReferenceTraining.canResume(folder)
                ? ReferenceTraining.resume(
                        resumed(folder), data, folder, model, backboneName, observer)
                : ReferenceTraining.create(
                        ReferenceTrainingSettings.of(tree),
                        data,
                        folder,
                        model,
                        backboneName,
                        observer);
    }

    private SettingsTree resumed(final Path folder) throws IOException {
        if (tree.isOpen(MEMORY)) {
            return tree;
        }
        SettingsTree before = ReferenceTraining.settings(folder);
        SettingsTree result = tree.set(MEMORY, "");
        for (String key : PLANNED) {
            result = result.set(key, before.json().at("/" + key.replace('.', '/')));
        }
        return result;
    }
}
