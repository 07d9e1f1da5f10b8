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
import org.restauro.images.io.ImageFiles;
import org.restauro.models.file.ModelFile;
import org.restauro.runner.workflow.WorkflowWriter;

/** Authors {@code workflows/train-gan}, holds the committed folder against it, and runs it. */
class TrainGanTest {

    private static final String NOTE =
            """
            Train a GAN

            Paints 600 medallions, trains a small StyleGAN2 on them for a few minutes, and looks \
            at what it makes: enough to see how training goes, too short for good images. Make the \
            run longer with the variable kimg (thousands of images); 100 and more are worth \
            while, on a graphics card a matter of minutes.

            Without KNIME, in the folder where Restauro was unpacked:
              ./restauro run workflows/train-gan
            The folder small-gan then holds a sheet of images (images.png) and the model; the \
            folder small-gan/run the report (report.html) with curves, snapshots, the log, and \
            checkpoints. Executed again, the run goes on there: with a larger kimg it trains \
            further.

            Five flow variables of the workflow:
              kimg     length of the run in thousands of images (16)
              minutes  the run ends after so many minutes in any case (10)
              run      the folder of the run; KNIME needs its full path here
              model    the file for the trained model; KNIME needs its full path here
              output   the folder for the sheet; KNIME needs its full path here

            To train with images of your own, put an Image Set Reader, or a Dataset Reader with \
            the trainer's first port changed to a data set, in the place of Sample Murals.
            """;

    private static final String PAINTED = "Medallions, 64 x 64";
    private static final String TRAINED = "StyleGAN2, 32 x 32, few channels";
    private static final String MADE = "Seeds 0 to 15";

    /** Fewer channels than the preset has. */
    private static final String SMALL =
            """
            modules.generator.model.fmaps_base=1024
            modules.generator.model.fmaps_max=48
            modules.discriminator.model.fmaps_base=1024
            modules.discriminator.model.fmaps_max=48
            loss.d_loss_kwargs.r1_gamma=0.3
            modules.generator.g_smooth_img=2000
            controllers.RunningLogger.every_n_iters=25
            controllers.Snapshoter.every_n_iters=250
            controllers.Snapshoter.num=16
            controllers.Checkpointer.every_n_iters=250\
            """;

    @TempDir Path folder;

    private final AuthoredWorkflow workflow =
            new AuthoredWorkflow("train-gan", TrainGanTest::author);

    private static void author(final WorkflowWriter workflow) throws Exception {
        workflow.variable(new FlowVariable("kimg", 16.0));
        workflow.variable(new FlowVariable("minutes", 10.0));
        workflow.variable(new FlowVariable("run", "small-gan/run"));
        workflow.variable(new FlowVariable("model", "small-gan/stylegan2-small-32.safetensors"));
        workflow.variable(new FlowVariable("output", "small-gan"));
        workflow.annotate(NOTE.strip(), 40, 40, 780, 440);
        workflow.annotate(PAINTED, 60, 640, 170, 50);
        workflow.annotate(TRAINED, 310, 640, 190, 50);
        workflow.annotate(MADE, 560, 740, 170, 50);
        int murals = workflow.add(AuthoredWorkflow.node(NodeRun.SAMPLE_MURALS), 110, 540);
        workflow.edit(murals, settings -> settings.addNodeSettings("damage"));
        workflow.set(murals, "subject", "MEDALLIONS");
        workflow.set(murals, "ageing", 0.2);
        workflow.set(murals, "includeTruth", false);
        workflow.set(murals, "count", 600);
        workflow.set(murals, "width", 64);
        workflow.set(murals, "height", 64);
        int trainer = workflow.add(AuthoredWorkflow.node(NodeRun.GAN_TRAINER), 360, 540);
        workflow.set(trainer, "preset", "STYLEGAN2_SMALL_64");
        workflow.set(trainer, "resolution", 32);
        workflow.set(trainer, "imageColumn", "image");
        workflow.set(trainer, "output/licence", "CC0-1.0");
        workflow.set(trainer, "settings", SMALL);
        workflow.control(trainer, "kimg", "kimg");
        workflow.control(trainer, "training/minutes", "minutes");
        workflow.control(trainer, "folder", "run");
        int writer = workflow.add(AuthoredWorkflow.node(NodeRun.MODEL_WRITER), 610, 520);
        workflow.set(writer, "existing", "OVERWRITE");
        workflow.control(writer, "file", "model");
        int synthesizer = workflow.add(AuthoredWorkflow.node(NodeRun.IMAGE_SYNTHESIZER), 610, 640);
        int sheet = workflow.add(AuthoredWorkflow.node(NodeRun.IMAGE_SET_WRITER), 860, 640);
        sheet(workflow, sheet, "output");
        workflow.connect(murals, 1, trainer, 1);
        workflow.connect(trainer, 1, writer, 1);
        workflow.connect(trainer, 1, synthesizer, 1);
        workflow.connect(synthesizer, 2, sheet, 1);
    }

    /** Sets an Image Set Writer to write the sheet of an Image Synthesizer. */
    static void sheet(final WorkflowWriter workflow, final int writer, final String folder)
            throws Exception {
        workflow.set(writer, "nameColumn", "name");
        workflow.set(writer, "columns/0/column", "sheet");
        workflow.set(writer, "existing", "OVERWRITE");
        workflow.control(writer, "folder", folder);
    }

    @Test
    void the_committed_workflow_is_what_its_author_writes() throws Exception {
        workflow.check(folder);
    }

    @Test
    @Tag("slow")
    void trains_a_model_and_shows_what_it_makes() throws Exception {
        Path model = folder.resolve("model.safetensors");
        Path run = folder.resolve("run");
        workflow.run(
                List.of("kimg=0.032", "run=" + run, "model=" + model, "output=" + folder),
                List.of("Sample Murals/count=20", "GAN Trainer/resolution=8"));

        assertThat(run.resolve("report.html")).isRegularFile();
        assertThat(Files.readString(run.resolve("log.jsonl"))).contains("Loss/D/loss");
        assertThat(ImageFiles.read(folder.resolve("images.png")).width()).isEqualTo(4 * 8 + 3 * 2);
        try (ModelFile file = ModelFile.open(model)) {
            assertThat(file.description().family()).isEqualTo("stylegan2");
            assertThat(file.description().licence()).isEqualTo("CC0-1.0");
        }
    }
}
