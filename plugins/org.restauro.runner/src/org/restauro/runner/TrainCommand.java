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
import org.restauro.training.config.Presets;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.session.TrainingObserver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code restauro train}: trains or fine-tunes a MAT or a GAN, or goes on with a run. */
@Command(
        name = "train",
        description = {
            "Trains a MAT or a GAN on a folder of images, or goes on with a run that was"
                    + " interrupted. The settings say which: presets and files with GenForce's"
                    + " keys (gan_type) are for GANs.",
            "Writes OUT_DIR/model.safetensors, report.html, log.jsonl, checkpoints/ and samples/"
                    + " (MAT) or snapshots/ and events/ (GAN)."
        },
        descriptionHeading = "%n",
        optionListHeading = "%nOptions:%n",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  A small network, an hour on a CPU:",
            "    restauro train --preset small-64 --images photos/ -o run/ --minutes 60",
            "  A small StyleGAN2, from 64x64 pictures:",
            "    restauro train --preset stylegan2-small-64 --images faces/ -o run/ --minutes 60",
            "  A configuration of GenForce, written as YAML:",
            "    restauro train --config stylegan_ffhq256.yml --images ffhq.zip -o run/",
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
            description = "Settings to begin with; --presets lists them.")
    private String preset;

    @Option(
            names = {"-i", "--images"},
            paramLabel = "PATH",
            description =
                    "Training images: a folder, zip, LMDB or list file (data.images, or"
                            + " data.train.root_dir of a GAN).")
    private Path images;

    @Option(
            names = "--validation",
            paramLabel = "PATH",
            description =
                    "Held-out images (data.validation; otherwise a share of the images), or those"
                            + " that FID compares with (data.val.root_dir; otherwise the images).")
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

    @Option(
            names = "--settings",
            description =
                    "Prints all settings, explained, and ends: a GAN's with a GAN's --preset or"
                            + " --config, otherwise MAT's.")
    private boolean settings;

    @Option(names = "--presets", description = "Prints the names of the presets and ends.")
    private boolean presets;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        if (presets) {
            TrainKind.ALL.forEach(kind -> kind.presets().forEach(out::println));
            out.flush();
            return 0;
        }
        try {
            if (settings) {
                out.print(TrainKind.of(table()).explanation());
                out.flush();
                return 0;
            }
            return train(out);
        } catch (SettingsException e) {
            throw wrong(e.getMessage());
        }
    }

    private int train(PrintWriter out) throws IOException, InterruptedException {
        if (resume == null && output == null) {
            throw wrong("-o OUT_DIR is missing: the folder of the run; or --resume OUT_DIR.");
        }
        if (resume != null && (output != null || config != null || preset != null)) {
            throw wrong("--resume goes with --set only; its folder knows the other settings.");
        }
        try (TrainingConsole console = TrainingConsole.begin(out);
                TrainKind.Run training = resume != null ? goOn(console) : begin(console)) {
            console.ended(training.run());
            return 0;
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private TrainKind.Run goOn(TrainingObserver observer) throws IOException, InterruptedException {
        TrainKind kind = Files.isDirectory(resume) ? TrainKind.in(resume) : null;
        if (kind == null) {
            throw wrong(
                    resume
                            + " holds no run with a checkpoint; the -o folder of an earlier run"
                            + " would be right.");
        }
        return kind.resume(changed(kind, kind.before(resume)), resume, observer);
    }

    private TrainKind.Run begin(TrainingObserver observer)
            throws IOException, InterruptedException {
        ObjectNode table = table();
        TrainKind kind = TrainKind.of(table);
        return kind.begin(changed(kind, kind.settings(table)), output, observer);
    }

    private ObjectNode table() throws IOException {
        ObjectNode table =
                config == null ? JsonNodeFactory.instance.objectNode() : SettingsTree.read(config);
        if (preset != null) {
            table.put(Presets.KEY, preset);
        }
        return table;
    }

    private SettingsTree changed(TrainKind kind, SettingsTree tree) {
        SettingsTree result = kind.withImages(tree, images, validation);
        result = TrainingConsole.path(result, "training.model", model);
        if (minutes != null) {
            result = result.set("training.minutes", Double.toString(minutes));
        }
        for (Map.Entry<String, String> one : set.entrySet()) {
            result = result.set(one.getKey(), one.getValue());
        }
        return result;
    }
}
