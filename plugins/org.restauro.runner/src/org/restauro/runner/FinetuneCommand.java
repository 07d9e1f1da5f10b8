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
import org.restauro.training.reference.ReferenceData;
import org.restauro.training.reference.ReferencePresets;
import org.restauro.training.reference.ReferenceTraining;
import org.restauro.training.reference.ReferenceTrainingSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code restauro finetune}: teaches a MAT to look at references, or goes on with a run. */
@Command(
        name = "finetune",
        description = {
            "Teaches a MAT to look at references: trains a small module beside the frozen network.",
            "Writes OUT_DIR/model.safetensors (what was trained; restauro inpaint"
                    + " --reference-model reads it), report.html, log.jsonl, samples/ and"
                    + " checkpoints/."
        },
        descriptionHeading = "%n",
        optionListHeading = "%nOptions:%n",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  As users of the published scripts know it:",
            "    restauro finetune --pretrained_path mat.pkl --data_path murals/"
                    + " --reference_path sisters/ --output_dir run/",
            "  On a GPU of 12 GB, with settings chosen to fit:",
            "    restauro finetune --memory 12GB --model mat.safetensors -i murals/ -r sisters/"
                    + " -o run/",
            "  Go on, for longer than planned:",
            "    restauro finetune --resume run/ --set training.epochs=80",
            "  Stop gracefully from elsewhere: create the file run/stop. Ctrl-C does the same."
        })
final class FinetuneCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings in YAML; --settings shows all there are.")
    private Path config;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "Settings to begin with: published (default), full, small-64.")
    private String preset;

    @Option(
            names = {"-m", "--model", "--pretrained_path"},
            paramLabel = "FILE",
            description = "The MAT that is taught (training.model).")
    private Path model;

    @Option(
            names = {"-i", "--images", "--data_path"},
            paramLabel = "PATH",
            description = "Training images: a folder, zip, LMDB or list file (data.images).")
    private Path images;

    @Option(
            names = {"-r", "--references", "--reference_path"},
            paramLabel = "PATH",
            description = "Pictures to look at, likewise (data.references).")
    private Path references;

    @Option(
            names = "--validation",
            paramLabel = "PATH",
            description = "Held-out images (data.validation); otherwise a share of the images.")
    private Path validation;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description =
                    "Such as 24GB: choose how many images are computed at a time, gradient"
                            + " checkpointing and precision so that it fits (training.memory).")
    private String memory;

    @Option(
            names = "--batch_size",
            paramLabel = "N",
            description = "Images computed at a time (training.microBatch).")
    private Integer batchSize;

    @Option(
            names = "--accumulation_steps",
            paramLabel = "N",
            description = "So many times that make a step; their product is training.batch.")
    private Integer accumulationSteps;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Passes over the images (training.epochs).")
    private Double epochs;

    @Option(
            names = "--lr_reference",
            paramLabel = "RATE",
            description = "Learning rate of the reference module (optimizer.referenceRate).")
    private Double referenceRate;

    @Option(
            names = "--lr_backbone",
            paramLabel = "RATE",
            description = "Learning rate of what is unfrozen (optimizer.backboneRate).")
    private Double backboneRate;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "Stop after so many minutes, keeping the result (training.minutes).")
    private Double minutes;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Changes one setting, e.g. training.unfreeze=synthesis.to_style@500.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(
            names = {"-o", "--output", "--output_dir"},
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
            out.print(ReferencePresets.explanation());
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
            return tune(changed(resume != null ? before() : beginning()), out);
        } catch (SettingsException e) {
            throw wrong(e.getMessage());
        }
    }

    private int tune(SettingsTree tree, PrintWriter out) throws IOException, InterruptedException {
        ReferenceTrainingSettings.of(tree);
        if (tree.isOpen("training.model")) {
            throw wrong(
                    "--model FILE is missing: the MAT that is taught, our own format or MAT's"
                            + " .pkl, .pth or .safetensors (training.model).");
        }
        Path file = Path.of(tree.text("training.model"));
        if (!Files.isRegularFile(file)) {
            throw new IOException("There is no model file " + file + ".");
        }
        String name = file.getFileName().toString();
        ReferenceData data = ReferenceData.open(tree);
        try (TrainingConsole console = TrainingConsole.begin(out);
                ModelFile backbone = ModelImporter.open(file);
                ReferenceTraining training =
                        resume != null
                                ? ReferenceTraining.resume(
                                        tree, data, resume, backbone, name, console)
                                : ReferenceTraining.create(
                                        ReferenceTrainingSettings.of(tree),
                                        data,
                                        output,
                                        backbone,
                                        name,
                                        console)) {
            console.ended(training.run());
            return 0;
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private SettingsTree before() throws IOException {
        if (!Files.isDirectory(resume) || !ReferenceTraining.canResume(resume)) {
            throw wrong(
                    resume
                            + " holds no run with a checkpoint; the -o folder of an earlier run"
                            + " would be right.");
        }
        return ReferenceTraining.settings(resume);
    }

    private SettingsTree beginning() throws IOException {
        ObjectNode table =
                config == null ? JsonNodeFactory.instance.objectNode() : SettingsTree.read(config);
        if (preset != null) {
            table.put(ReferencePresets.KEY, preset);
        }
        return ReferencePresets.of(table);
    }

    private SettingsTree changed(SettingsTree tree) {
        SettingsTree result = tree;
        result = TrainingConsole.path(result, "training.model", model);
        result = TrainingConsole.path(result, "data.images", images);
        result = TrainingConsole.path(result, "data.references", references);
        result = TrainingConsole.path(result, "data.validation", validation);
        result = number(result, "training.epochs", epochs);
        result = number(result, "optimizer.referenceRate", referenceRate);
        result = number(result, "optimizer.backboneRate", backboneRate);
        result = number(result, "training.minutes", minutes);
        if (memory != null) {
            result = result.set("training.memory", JsonNodeFactory.instance.textNode(memory));
        }
        if (batchSize != null || accumulationSteps != null) {
            int together =
                    batchSize != null ? batchSize : result.integer("training.microBatch", 1, 4096);
            int before =
                    Math.max(
                            1,
                            result.integer("training.batch", 1, 1 << 20)
                                    / result.integer("training.microBatch", 1, 1 << 20));
            int times = accumulationSteps != null ? accumulationSteps : before;
            if (together < 1 || times < 1) {
                throw wrong("--batch_size and --accumulation_steps are at least 1.");
            }
            result = result.set("training.microBatch", Integer.toString(together));
            result = result.set("training.batch", Integer.toString(together * times));
        }
        for (Map.Entry<String, String> one : set.entrySet()) {
            result = result.set(one.getKey(), one.getValue());
        }
        return result;
    }

    private static SettingsTree number(SettingsTree tree, String key, Double value) {
        return value == null ? tree : tree.set(key, JsonNodeFactory.instance.numberNode(value));
    }
}
