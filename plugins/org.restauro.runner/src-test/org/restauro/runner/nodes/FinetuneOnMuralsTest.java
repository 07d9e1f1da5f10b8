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
import org.restauro.models.reference.ReferenceModels;
import org.restauro.runner.workflow.WorkflowWriter;

/** Authors {@code workflows/finetune-on-murals}, holds the committed folder against it, runs it. */
class FinetuneOnMuralsTest {

    private static final String NOTE =
            """
            Teach a model to look at references

            Paints 300 murals with an old photograph of each, and teaches the small network that \
            comes with Restauro to look at the photograph while it fills holes. The network stays \
            as it is; what looks at references is added and learns. A few minutes show that it \
            works; make the run longer with the variable kimg (thousands of images): with 10 and \
            more it becomes useful.

            Without KNIME, in the folder where Restauro was unpacked:
              ./restauro run workflows/finetune-on-murals
            The folder guided-model/run then holds the report (report.html) with curves, and \
            pictures with and without their references. Executed again, the run goes on there: \
            with a larger kimg it learns on.

            Five flow variables of the workflow:
              kimg      length of the run in thousands of images (1)
              minutes   the run ends after so many minutes in any case (15)
              backbone  the file of the network; KNIME needs its full path here
              run       the folder of the run; KNIME needs its full path here
              model     the file for what was learned; KNIME needs its full path here

            The file holds what was learned only: to use it, keep the file of the network beside \
            it, or name it in the Model Reader. restore-murals-with-reference shows its use.
            """;

    @TempDir Path folder;

    private final AuthoredWorkflow workflow =
            new AuthoredWorkflow("finetune-on-murals", FinetuneOnMuralsTest::author);

    private static void author(final WorkflowWriter workflow) throws Exception {
        workflow.variable(new FlowVariable("kimg", 1.0));
        workflow.variable(new FlowVariable("minutes", 15.0));
        workflow.variable(new FlowVariable("backbone", RestoreMuralsTest.MODEL));
        workflow.variable(new FlowVariable("run", "guided-model/run"));
        workflow.variable(new FlowVariable("model", "guided-model/reference.safetensors"));
        workflow.annotate(NOTE.strip(), 40, 40, 780, 440);
        workflow.annotate("Murals and old photographs of them", 60, 720, 190, 50);
        workflow.annotate("Preset small-64; one in ten murals is held out", 310, 720, 190, 50);
        int murals = workflow.add(AuthoredWorkflow.node(NodeRun.SAMPLE_MURALS), 110, 620);
        workflow.edit(murals, settings -> settings.addNodeSettings("damage"));
        workflow.set(murals, "includeTruth", false);
        workflow.set(murals, "includeReference", true);
        workflow.set(murals, "referenceKind", "PHOTOGRAPH");
        workflow.set(murals, "count", 300);
        workflow.set(murals, "width", 64);
        workflow.set(murals, "height", 64);
        int backbone = workflow.add(AuthoredWorkflow.node(NodeRun.MODEL_READER), 110, 520);
        workflow.control(backbone, "file", "backbone");
        int tuner = workflow.add(AuthoredWorkflow.node(NodeRun.REFERENCE_FINE_TUNER), 360, 600);
        workflow.set(tuner, "preset", "SMALL_64");
        workflow.set(tuner, "imageColumn", "image");
        workflow.set(tuner, "referenceColumn", "reference");
        workflow.set(tuner, "nameColumn", "name");
        workflow.set(tuner, "data/validationShare", 0.1);
        workflow.set(tuner, "output/samples", "16");
        workflow.set(tuner, "output/licence", "GPL-3.0-or-later");
        workflow.control(tuner, "training/kimg", "kimg");
        workflow.control(tuner, "training/minutes", "minutes");
        workflow.control(tuner, "folder", "run");
        int writer = workflow.add(AuthoredWorkflow.node(NodeRun.MODEL_WRITER), 610, 600);
        workflow.set(writer, "existing", "OVERWRITE");
        workflow.control(writer, "file", "model");
        workflow.connect(backbone, 1, tuner, 1);
        workflow.connect(murals, 1, tuner, 2);
        workflow.connect(murals, 1, tuner, 3);
        workflow.connect(tuner, 1, writer, 1);
    }

    @Test
    void the_committed_workflow_is_what_its_author_writes() throws Exception {
        workflow.check(folder);
    }

    @Test
    @Tag("slow")
    void writes_what_was_learned_and_a_report() throws Exception {
        Path backbone = SmallModel.write(folder.resolve("backbone.safetensors"));
        Path model = folder.resolve("model.safetensors");
        Path run = folder.resolve("run");

        workflow.run(
                List.of("kimg=0.004", "run=" + run, "model=" + model, "backbone=" + backbone),
                List.of(
                        "Sample Murals/count=20",
                        "Reference Fine-Tuner/training/batch=2",
                        "Reference Fine-Tuner/module/features=32",
                        "Reference Fine-Tuner/output/tickKimg=0.002",
                        "Reference Fine-Tuner/output/samples=2"));

        assertThat(run.resolve("report.html")).isRegularFile();
        assertThat(Files.readString(run.resolve("log.jsonl"))).contains("Plain/psnr_hole");
        try (ModelFile file = ModelFile.open(model)) {
            assertThat(ReferenceModels.isReferenceModel(file)).isTrue();
            assertThat(ReferenceModels.backboneOf(file).name()).isEqualTo("backbone");
        }
    }
}
