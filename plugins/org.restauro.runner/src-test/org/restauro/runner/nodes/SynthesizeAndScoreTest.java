// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.workflow.FlowVariable;
import org.restauro.images.io.ImageFiles;
import org.restauro.nodes.port.ModelPortObject;
import org.restauro.runner.TinyGan;
import org.restauro.runner.workflow.WorkflowWriter;

/**
 * Authors {@code workflows/synthesize-and-score}, holds the committed folder against it, and runs
 * it.
 */
class SynthesizeAndScoreTest {

    private static final String NOTE =
            """
            Synthesize and score

            Makes images with Restauro's small StyleGAN2, shows how styles mix, and scores the \
            images against painted medallions: FID, KID, and the perceptual path length \
            (PPL) of the model itself.

            Without KNIME, in the folder where Restauro was unpacked:
              ./restauro run workflows/synthesize-and-score
            The folder synthesized then holds a sheet of images (images.png) and a table of mixed \
            styles (mixed.png): each row is one image, each column gives it its coarse layers.

            Three flow variables of the workflow:
              model    the file of the model; KNIME needs its full path here
              images   how many images are made, and murals painted (48)
              output   the folder for the sheets; KNIME needs its full path here

            As it comes, the scores show that everything works, but mean nothing: the published \
            weights of Inception and VGG-16 are no part of Restauro, and untrained ones stand in \
            their place. Fetch them (./restauro catalog list), then choose "Published files" and \
            their folder in the FID Scorer; thousands of images give numbers to compare.
            """;

    @TempDir Path folder;

    private final AuthoredWorkflow workflow =
            new AuthoredWorkflow("synthesize-and-score", SynthesizeAndScoreTest::author);

    private static void author(final WorkflowWriter workflow) throws Exception {
        workflow.variable(new FlowVariable("model", "pretrained/stylegan2-small-64.safetensors"));
        workflow.variable(new FlowVariable("images", 48));
        workflow.variable(new FlowVariable("output", "synthesized"));
        workflow.annotate(NOTE.strip(), 40, 40, 780, 420);
        workflow.annotate("An image of each seed", 310, 480, 180, 40);
        workflow.annotate("Rows mixed with columns", 310, 620, 180, 40);
        workflow.annotate("Real murals", 310, 860, 180, 40);
        int model = workflow.add(AuthoredWorkflow.node(NodeRun.MODEL_READER), 110, 620);
        workflow.control(model, "file", "model");
        int images = workflow.add(AuthoredWorkflow.node(NodeRun.IMAGE_SYNTHESIZER), 360, 520);
        workflow.set(images, "truncation", 1.0);
        workflow.control(images, "count", "images");
        int mixed = workflow.add(AuthoredWorkflow.node(NodeRun.IMAGE_SYNTHESIZER), 360, 660);
        workflow.set(mixed, "series", "MIXING");
        workflow.set(mixed, "count", 4);
        workflow.set(mixed, "mixing/seeds", 6);
        workflow.set(mixed, "mixing/layers", "0-3");
        int murals = workflow.add(AuthoredWorkflow.node(NodeRun.SAMPLE_MURALS), 360, 780);
        workflow.edit(murals, settings -> settings.addNodeSettings("damage"));
        workflow.set(murals, "subject", "MEDALLIONS");
        workflow.set(murals, "ageing", 0.2);
        workflow.set(murals, "includeTruth", false);
        workflow.set(murals, "width", 64);
        workflow.set(murals, "height", 64);
        workflow.set(murals, "seed", 3_027_000);
        workflow.control(murals, "count", "images");
        int first = workflow.add(AuthoredWorkflow.node(NodeRun.IMAGE_SET_WRITER), 610, 500);
        TrainGanTest.sheet(workflow, first, "output");
        int second = workflow.add(AuthoredWorkflow.node(NodeRun.IMAGE_SET_WRITER), 610, 660);
        TrainGanTest.sheet(workflow, second, "output");
        int scorer = workflow.add(AuthoredWorkflow.node(NodeRun.FID_SCORER), generator(), 610, 780);
        workflow.set(scorer, "generatedColumn", "image");
        workflow.set(scorer, "realColumn", "image");
        workflow.set(scorer, "pairing", "NONE");
        workflow.set(scorer, "kid", true);
        workflow.set(scorer, "pathLength", true);
        workflow.set(scorer, "paths/samples", 40);
        workflow.set(scorer, "weights/source", "FORMULA");
        workflow.connect(model, 1, images, 1);
        workflow.connect(model, 1, mixed, 1);
        workflow.connect(images, 2, first, 1);
        workflow.connect(mixed, 2, second, 1);
        workflow.connect(images, 1, scorer, 1);
        workflow.connect(murals, 1, scorer, 2);
        workflow.connect(model, 1, scorer, 3);
    }

    /** One more port, for the model. */
    private static NodeSettings generator() {
        NodeSettings ports = new NodeSettings("node_creation_config");
        ports.addNodeSettings("Generator")
                .addNodeSettings("port_0")
                .addString("object_class", ModelPortObject.class.getName());
        return ports;
    }

    @Test
    void the_committed_workflow_is_what_its_author_writes() throws Exception {
        workflow.check(folder);
    }

    @Test
    @Tag("slow")
    void makes_images_and_scores_them_and_the_model() throws Exception {
        Path model = TinyGan.write(folder, "stylegan2", 0);
        String said =
                workflow.run(
                        List.of("model=" + model, "images=3", "output=" + folder),
                        List.of("FID Scorer/paths/samples=3"));

        assertThat(said).contains("FID Scorer (#7) done: Rows: 3").contains("untrained weights");
        assertThat(ImageFiles.read(folder.resolve("images.png")).width()).isEqualTo(2 * 16 + 2);
        assertThat(ImageFiles.read(folder.resolve("mixed.png")).width()).isEqualTo(7 * 16 + 6 * 2);
    }
}
