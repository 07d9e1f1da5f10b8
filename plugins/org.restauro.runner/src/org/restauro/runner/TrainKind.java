// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.restauro.models.file.ModelFile;
import org.restauro.models.file.ModelImporter;
import org.restauro.training.config.Presets;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.session.RunFolder;
import org.restauro.training.session.TrainingObserver;
import org.restauro.training.session.TrainingOutcome;

/** What {@code restauro train} can train; told by the settings. */
interface TrainKind {
    /** All kinds; the first whose settings these are counts, the last takes what is left. */
    List<TrainKind> ALL = List.of(new EncoderTrainKind(), new GanTrainKind(), new MatTrainKind());

    /** A run that was begun. */
    interface Run extends AutoCloseable {
        /** Trains. */
        TrainingOutcome run() throws IOException, InterruptedException;

        @Override
        void close();

        /** A run that is told by what trains and what ends it. */
        static Run of(Work work, Runnable close) {
            return new Run() {
                @Override
                public TrainingOutcome run() throws IOException, InterruptedException {
                    return work.run();
                }

                @Override
                public void close() {
                    close.run();
                }
            };
        }
    }

    /** What trains. */
    @FunctionalInterface
    interface Work {
        TrainingOutcome run() throws IOException, InterruptedException;
    }

    /** Names of its presets. */
    List<String> presets();

    /** The text that explains every setting. */
    String explanation();

    /** Whether a table, which may name a preset, is for it. */
    boolean isFor(ObjectNode table);

    /** The settings of a table, which may name a preset. */
    SettingsTree settings(ObjectNode table);

    /**
     * Settings with images in place.
     *
     * @param images to learn from; null for those of the settings
     * @param validation held-out images; null for those of the settings
     */
    SettingsTree withImages(SettingsTree tree, Path images, Path validation);

    /** Whether a folder holds a run of its own that can be resumed. */
    boolean canResume(Path folder) throws IOException;

    /** The settings that a run was begun with. */
    SettingsTree before(Path folder) throws IOException;

    /** Goes on with a run. */
    Run resume(SettingsTree tree, Path folder, TrainingObserver observer)
            throws IOException, InterruptedException;

    /**
     * Begins a run.
     *
     * @param initial model to begin with; null for none
     */
    Run begin(SettingsTree tree, Path folder, ModelFile initial, TrainingObserver observer)
            throws IOException, InterruptedException;

    /** Begins a run with the model that the settings name, if they name one. */
    default Run begin(SettingsTree tree, Path folder, TrainingObserver observer)
            throws IOException, InterruptedException {
        if (tree.isOpen("training.model")) {
            return begin(tree, folder, null, observer);
        }
        try (ModelFile initial = ModelImporter.open(Path.of(tree.text("training.model")))) {
            return begin(tree, folder, initial, observer);
        }
    }

    /**
     * The kind of a table of settings.
     *
     * @throws SettingsException if it names a preset that does not exist
     */
    static TrainKind of(ObjectNode table) {
        String preset = table.path(Presets.KEY).asText();
        List<String> names = ALL.stream().flatMap(kind -> kind.presets().stream()).toList();
        if (!preset.isEmpty() && !names.contains(preset)) {
            throw Presets.unknown(preset, names);
        }
        return ALL.stream().filter(kind -> kind.isFor(table)).findFirst().orElseThrow();
    }

    /** The kind of the run in a folder that can be resumed; null if there is none. */
    static TrainKind in(Path folder) throws IOException {
        Path config = folder.resolve(RunFolder.CONFIG);
        if (!Files.isRegularFile(config)) {
            return null;
        }
        TrainKind kind = of(SettingsTree.read(config));
        return kind.canResume(folder) ? kind : null;
    }
}
