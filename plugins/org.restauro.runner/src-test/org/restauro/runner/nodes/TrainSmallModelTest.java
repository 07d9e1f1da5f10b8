// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.node.workflow.FlowVariable;
import org.restauro.models.file.ModelFile;
import org.restauro.runner.workflow.WorkflowWriter;

/** Authors {@code workflows/train-small-model}, holds the committed folder against it, runs it. */
class TrainSmallModelTest {

    private static final String NOTE =
            """
            Train a small model

            Paints 300 murals and trains a small network on them for a few minutes: enough to \
            see how training goes, far too short for a good model. Make the run longer with the \
            variable kimg (thousands of images); 100 and more are worth while.

            Without KNIME, in the folder where Restauro was unpacked:
              ./restauro run workflows/train-small-model
            The folder small-model/run then holds the report (report.html) with curves and \
            pictures, the log, and checkpoints. Executed again, the run goes on there: with a \
            larger kimg it trains further.

            Four flow variables of the workflow:
              kimg     length of the run in thousands of images (2)
              minutes  the run ends after so many minutes in any case (15)
              run      the folder of the run; KNIME needs its full path here
              model    the file for the trained model; KNIME needs its full path here

            A file named stop in the folder of the run ends it and keeps what was learned. To \
            train with pictures of your own, put an Image Set Reader, or a Dataset Reader with \
            the trainer's first port changed to a data set, in the place of Sample Murals.
            """;

    private static final String PAINTED = "Whole murals; one in ten is held out";
    private static final String TRAINED = "Preset small-64";

    @TempDir Path folder;

    private final AuthoredWorkflow workflow =
            new AuthoredWorkflow("train-small-model", TrainSmallModelTest::author);

    private static void author(final WorkflowWriter workflow) throws Exception {
        workflow.variable(new FlowVariable("kimg", 2.0));
        workflow.variable(new FlowVariable("minutes", 15.0));
        workflow.variable(new FlowVariable("run", "small-model/run"));
        workflow.variable(new FlowVariable("model", "small-model/mat-small-64.safetensors"));
        workflow.annotate(NOTE.strip(), 40, 40, 780, 400);
        workflow.annotate(PAINTED, 60, 600, 170, 50);
        workflow.annotate(TRAINED, 310, 600, 170, 50);
        int murals = workflow.add(AuthoredWorkflow.node(NodeRun.SAMPLE_MURALS), 110, 500);
        workflow.edit(murals, settings -> settings.addNodeSettings("damage"));
        workflow.set(murals, "includeTruth", false);
        workflow.set(murals, "count", 300);
        workflow.set(murals, "width", 128);
        workflow.set(murals, "height", 128);
        int trainer = workflow.add(AuthoredWorkflow.node(NodeRun.MAT_TRAINER), 360, 500);
        workflow.set(trainer, "preset", "SMALL_64");
        workflow.set(trainer, "imageColumn", "image");
        workflow.set(trainer, "data/validationShare", 0.1);
        workflow.set(trainer, "output/tickKimg", "0.2");
        workflow.set(trainer, "output/samples", "16");
        workflow.set(trainer, "output/licence", "CC0-1.0");
        workflow.control(trainer, "training/kimg", "kimg");
        workflow.control(trainer, "training/minutes", "minutes");
        workflow.control(trainer, "folder", "run");
        int writer = workflow.add(AuthoredWorkflow.node(NodeRun.MODEL_WRITER), 610, 500);
        workflow.set(writer, "existing", "OVERWRITE");
        workflow.control(writer, "file", "model");
        workflow.connect(murals, 1, trainer, 1);
        workflow.connect(trainer, 1, writer, 1);
    }

    @Test
    void the_committed_workflow_is_what_its_author_writes() throws Exception {
        workflow.check(folder);
    }

    @Test
    @Tag("slow")
    void writes_a_model_and_a_report() throws Exception {
        run(
                0.004,
                "Sample Murals/count=20",
                "Sample Murals/width=64",
                "Sample Murals/height=64",
                "MAT Trainer/training/batch=2",
                "MAT Trainer/network/channelMax=16",
                "MAT Trainer/network/dim=16",
                "MAT Trainer/network/depths=1, 1, 1, 1, 1",
                "MAT Trainer/output/tickKimg=0.002",
                "MAT Trainer/output/samples=2");
    }

    @Test
    @Tag("slow")
    void learns_for_a_while() throws Exception {
        run(0.08, "MAT Trainer/output/tickKimg=0.04", "MAT Trainer/output/samples=4");
    }

    private void run(double kimg, String... settings) throws Exception {
        Path model = folder.resolve("model.safetensors");
        Path run = folder.resolve("run");
        workflow.run(List.of("kimg=" + kimg, "run=" + run, "model=" + model), List.of(settings));

        assertThat(run.resolve("report.html")).isRegularFile();
        assertThat(Files.readString(run.resolve("log.jsonl"))).contains("Valid/psnr_hole");
        try (ModelFile file = ModelFile.open(model)) {
            assertThat(file.description().family()).isEqualTo("mat");
            assertThat(file.description().licence()).isEqualTo("CC0-1.0");
        }
    }
}
