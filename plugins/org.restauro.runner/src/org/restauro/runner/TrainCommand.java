// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.restauro.models.file.ModelFile;
import org.restauro.models.file.ModelImporter;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.mat.MatPresets;
import org.restauro.training.mat.MatTraining;
import org.restauro.training.mat.MatTrainingSettings;
import org.restauro.training.session.TrainingData;
import org.restauro.training.session.TrainingObserver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code restauro train}: trains or fine-tunes a MAT, or goes on with a run. */
@Command(
        name = "train",
        description = {
            "Trains a MAT on a folder of images, or goes on with a run that was interrupted.",
            "Writes OUT_DIR/model.safetensors, report.html, log.jsonl, samples/ and checkpoints/."
        },
        descriptionHeading = "%n",
        optionListHeading = "%nOptions:%n",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  A small network, an hour on a CPU:",
            "    restauro train --preset small-64 --images photos/ -o run/ --minutes 60",
            "  From a file of settings, with one of them changed:",
            "    restauro train --config run.yml --set training.batch=16 -o run/",
            "  Go on, for longer than planned:",
            "    restauro train --resume run/ --set training.kimg=400",
            "  Stop gracefully from elsewhere: create the file run/stop. Ctrl-C does the same."
        })
final class TrainCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings in YAML; --settings shows all there are.")
    private Path config;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description =
                    "Settings to begin with: small-64, small-128, places256, places512, celeba512,"
                            + " auto.")
    private String preset;

    @Option(
            names = {"-i", "--images"},
            paramLabel = "PATH",
            description = "Training images: a folder, zip, LMDB or list file (data.images).")
    private Path images;

    @Option(
            names = "--validation",
            paramLabel = "PATH",
            description = "Held-out images (data.validation); otherwise a share of the images.")
    private Path validation;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "A model to begin with (training.model).")
    private Path model;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "Stop after so many minutes, keeping the result (training.minutes).")
    private Double minutes;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Changes one setting, e.g. training.kimg=100.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT_DIR",
            description = "Folder of the run.")
    private Path output;

    @Option(
            names = "--resume",
            paramLabel = "OUT_DIR",
            description = "Goes on with the run in this folder.")
    private Path resume;

    @Option(names = "--settings", description = "Prints all settings, explained, and ends.")
    private boolean settings;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        if (settings) {
            out.print(MatPresets.explanation());
            out.flush();
            return 0;
        }
        if (resume == null && output == null) {
            throw wrong("-o OUT_DIR is missing: the folder of the run; or --resume OUT_DIR.");
        }
        if (resume != null && (output != null || config != null || preset != null)) {
            throw wrong("--resume goes with --set only; its folder knows the other settings.");
        }
        try {
            return train(changed(resume != null ? before() : beginning()), out);
        } catch (SettingsException e) {
            throw wrong(e.getMessage());
        }
    }

    private int train(SettingsTree tree, PrintWriter out) throws IOException, InterruptedException {
        try (TrainingConsole console = TrainingConsole.begin(out);
                MatTraining training = open(tree, console)) {
            console.ended(training.run());
            return 0;
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private SettingsTree before() throws IOException {
        if (!Files.isDirectory(resume) || !MatTraining.canResume(resume)) {
            throw wrong(
                    resume
                            + " holds no run with a checkpoint; the -o folder of an earlier run"
                            + " would be right.");
        }
        return MatTraining.settings(resume);
    }

    private SettingsTree beginning() throws IOException {
        ObjectNode table =
                config == null ? JsonNodeFactory.instance.objectNode() : SettingsTree.read(config);
        if (preset != null) {
            table.put(MatPresets.KEY, preset);
        }
        return MatPresets.of(table);
    }

    private SettingsTree changed(SettingsTree tree) {
        SettingsTree result = tree;
        result = TrainingConsole.path(result, "data.images", images);
        result = TrainingConsole.path(result, "data.validation", validation);
        result = TrainingConsole.path(result, "training.model", model);
        if (minutes != null) {
            result = result.set("training.minutes", Double.toString(minutes));
        }
        for (Map.Entry<String, String> one : set.entrySet()) {
            result = result.set(one.getKey(), one.getValue());
        }
        return result;
    }

    private MatTraining open(SettingsTree tree, TrainingObserver observer)
            throws IOException, InterruptedException {
        TrainingData data = TrainingData.open(tree);
        if (resume != null) {
            return MatTraining.resume(tree, data, resume, observer);
        }
        MatTrainingSettings checked = MatTrainingSettings.of(tree);
        if (tree.isOpen("training.model")) {
            return MatTraining.create(checked, data, output, null, observer);
        }
        try (ModelFile initial = ModelImporter.open(Path.of(tree.text("training.model")))) {
            return MatTraining.create(checked, data, output, initial, observer);
        }
    }
}
