// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.workflow.FlowVariable;
import org.restauro.models.file.ModelFile;
import org.restauro.models.gan.inversion.InversionModels;
import org.restauro.runner.TinyGan;
import org.restauro.runner.workflow.WorkflowWriter;

/** Authors {@code workflows/invert-images}, holds the committed folder against it, runs it. */
class InvertImagesTest {

    static final String MODEL = "pretrained/stylegan2-small-64.safetensors";

    /** The class of the port type, as a saved workflow names it. */
    private static final String MODEL_PORT = "org.restauro.nodes.port.ModelPortObject";

    private static final String NOTE =
            """
            Invert images

            A generative network makes pictures of codes. This workflow goes the other way: it \
            trains an encoder for the small StyleGAN2 that comes with Restauro, with pictures \
            that the network makes itself, and then finds the codes of painted medallions: as the \
            encoder tells them, and made better by some steps of optimisation. Open the view of \
            Image Inverter to see the murals beside what the network makes of their codes; the \
            column codes goes into an Image Synthesizer, which mixes them or leads from one to \
            another.

            Without KNIME, in the folder where Restauro was unpacked:
              ./restauro run workflows/invert-images --views inverted
            Then open inverted/index.html. The folder inverted-images receives the murals and \
            their reconstructions; the folder of the run holds the report of the training.

            Six flow variables of the workflow:
              model    the file of the GAN; KNIME needs its full path here
              kimg     length of the training in thousands of images (4)
              minutes  it ends after so many minutes in any case (10)
              steps    of optimisation for each mural (100)
              run      the folder of the training; KNIME needs its full path here
              output   the folder for the pictures; KNIME needs its full path here

            For pictures of your own put an Image Set Reader in the place of Sample Murals, and a \
            network that was trained with their kind.
            """;

    @TempDir Path folder;

    private final AuthoredWorkflow workflow =
            new AuthoredWorkflow("invert-images", InvertImagesTest::author);

    private static void author(final WorkflowWriter workflow) throws Exception {
        workflow.variable(new FlowVariable("model", MODEL));
        workflow.variable(new FlowVariable("kimg", 4.0));
        workflow.variable(new FlowVariable("minutes", 10.0));
        workflow.variable(new FlowVariable("steps", 100));
        workflow.variable(new FlowVariable("run", "invert-images/run"));
        workflow.variable(new FlowVariable("output", "inverted-images"));
        workflow.annotate(NOTE.strip(), 40, 40, 780, 480);
        workflow.annotate("500 of the network's own pictures", 260, 700, 170, 50);
        workflow.annotate("Learns to tell their codes", 460, 700, 170, 50);
        workflow.annotate("Eight medallions to invert", 460, 900, 170, 50);
        int model = workflow.add(AuthoredWorkflow.node(NodeRun.MODEL_READER), 110, 600);
        workflow.control(model, "file", "model");
        int pictures = workflow.add(AuthoredWorkflow.node(NodeRun.IMAGE_SYNTHESIZER), 310, 600);
        workflow.set(pictures, "count", 500);
        workflow.set(pictures, "truncation", 1.0);
        int trainer =
                workflow.add(AuthoredWorkflow.node(NodeRun.INVERSION_ENCODER_TRAINER), 510, 600);
        workflow.set(trainer, "imageColumn", "image");
        workflow.set(trainer, "output/licence", "CC0-1.0");
        workflow.control(trainer, "kimg", "kimg");
        workflow.control(trainer, "training/minutes", "minutes");
        workflow.control(trainer, "folder", "run");
        int murals = workflow.add(AuthoredWorkflow.node(NodeRun.SAMPLE_MURALS), 510, 800);
        workflow.edit(murals, settings -> settings.addNodeSettings("damage"));
        workflow.set(murals, "subject", "MEDALLIONS");
        workflow.set(murals, "ageing", 0.2);
        workflow.set(murals, "includeTruth", false);
        workflow.set(murals, "count", 8);
        workflow.set(murals, "width", 64);
        workflow.set(murals, "height", 64);
        workflow.set(murals, "seed", 2_030_000);
        int inverter =
                workflow.add(
                        AuthoredWorkflow.node(NodeRun.IMAGE_INVERTER), encoderPort(), 710, 700);
        workflow.set(inverter, "imageColumn", "image");
        workflow.control(inverter, "steps", "steps");
        int writer = workflow.add(AuthoredWorkflow.node(NodeRun.IMAGE_SET_WRITER), 910, 700);
        workflow.set(writer, "nameColumn", "name");
        workflow.edit(writer, InvertImagesTest::columns);
        workflow.set(writer, "existing", "OVERWRITE");
        workflow.control(writer, "folder", "output");
        workflow.connect(model, 1, pictures, 1);
        workflow.connect(model, 1, trainer, 1);
        workflow.connect(pictures, 1, trainer, 2);
        workflow.connect(model, 1, inverter, 1);
        workflow.connect(murals, 1, inverter, 2);
        workflow.connect(trainer, 1, inverter, 3);
        workflow.connect(inverter, 1, writer, 1);
    }

    private static NodeSettings encoderPort() {
        NodeSettings ports = new NodeSettings("node_creation_config");
        ports.addNodeSettings("Encoder")
                .addNodeSettings("port_0")
                .addString("object_class", MODEL_PORT);
        return ports;
    }

    private static void columns(final NodeSettings settings) {
        String[][] columns = {{"image", "_image"}, {"reconstruction", "_reconstruction"}};
        NodeSettings list = (NodeSettings) settings.addNodeSettings("columns");
        for (int i = 0; i < columns.length; i++) {
            NodeSettings column = (NodeSettings) list.addNodeSettings(Integer.toString(i));
            column.addString("column", columns[i][0]);
            column.addString("suffix", columns[i][1]);
        }
    }

    @Test
    void the_committed_workflow_is_what_its_author_writes() throws Exception {
        workflow.check(folder);
    }

    @Test
    @Tag("slow")
    void ends_with_an_encoder_and_reconstructions() throws Exception {
        Path out =
                run(
                        TinyGan.write(folder, "stylegan2", 0),
                        0.016,
                        2,
                        "Image Synthesizer/count=8",
                        "Inversion Encoder Trainer/batch=4",
                        "Sample Murals/count=2");
        assertThat(out.resolve("mural-00002_reconstruction.png")).isRegularFile();
        assertThat(out.resolve("mural-00001_image.png")).isRegularFile();
        try (ModelFile file = ModelFile.open(folder.resolve("run/model.safetensors"))) {
            assertThat(file.description().family()).isEqualTo(InversionModels.FAMILY);
            assertThat(file.description().licence()).isEqualTo("CC0-1.0");
        }
    }

    @Test
    @Tag("slow")
    void inverts_with_the_shipped_network() throws Exception {
        Path model = AuthoredWorkflow.root().resolve(MODEL);
        assumeTrue(Files.exists(model), () -> model + " is not there");
        run(model, 0.064, 10, "Image Synthesizer/count=32", "Sample Murals/count=1");
        assertThat(folder.resolve("out/mural-00001_reconstruction.png")).isRegularFile();
    }

    private Path run(Path model, double kimg, int steps, String... settings) throws Exception {
        Path out = folder.resolve("out");
        workflow.run(
                List.of(
                        "model=" + model,
                        "kimg=" + kimg,
                        "steps=" + steps,
                        "run=" + folder.resolve("run"),
                        "output=" + out),
                List.of(settings));
        assertThat(folder.resolve("run/report.html")).isRegularFile();
        return out;
    }
}
