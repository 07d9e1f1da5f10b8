// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.workflow.FlowVariable;
import org.restauro.runner.workflow.WorkflowWriter;

/** Authors {@code workflows/compare-models}, holds the committed folder against it, and runs it. */
class CompareModelsTest {

    private static final String NOTE =
            """
            Compare models

            Restores the same damaged murals in two ways, scores both against the truth, and puts \
            the scores side by side. Open the view of Metric Comparison: which way is better, by \
            how much, on which murals, and what it looks like.

            As it comes, both ways use the small model of Restauro: once tile by tile at full \
            resolution, once on the picture scaled to the model's size. Give the second Model \
            Reader another file to compare two models.

            Without KNIME, in the folder where Restauro was unpacked:
              ./restauro run workflows/compare-models --views compared
            Then open compared/index.html.

            Three flow variables of the workflow:
              murals   how many (24)
              first    the file of the first model; KNIME needs its full path here
              second   the file of the second model; KNIME needs its full path here

            PSNR, SSIM and L1 need nothing else. For LPIPS and FID fetch the weights first: \
            ./restauro catalog list
            """;

    @TempDir Path folder;

    private final AuthoredWorkflow workflow =
            new AuthoredWorkflow("compare-models", CompareModelsTest::author);

    private static void author(final WorkflowWriter workflow) throws Exception {
        workflow.variable(new FlowVariable("murals", 24));
        workflow.variable(new FlowVariable("first", RestoreMuralsTest.MODEL));
        workflow.variable(new FlowVariable("second", RestoreMuralsTest.MODEL));
        workflow.annotate(NOTE.strip(), 40, 40, 780, 420);
        workflow.annotate("First: tile by tile", 560, 480, 170, 40);
        workflow.annotate("Second: scaled to the model's size", 560, 840, 240, 40);
        int murals = workflow.add(AuthoredWorkflow.node(NodeRun.SAMPLE_MURALS), 110, 660);
        workflow.edit(murals, settings -> settings.addNodeSettings("damage"));
        workflow.set(murals, "includeTruth", false);
        workflow.set(murals, "width", 128);
        workflow.set(murals, "height", 128);
        workflow.set(murals, "seed", 2_027_000);
        workflow.control(murals, "count", "murals");
        int masks = workflow.add(AuthoredWorkflow.node(NodeRun.MASK_GENERATOR), 310, 660);
        workflow.set(masks, "kind", "FLAKING");
        workflow.set(masks, "shapeSizes", "CUSTOM");
        workflow.set(masks, "largest", 0.12);
        workflow.set(masks, "maskColumn", "holes");
        workflow.set(masks, "addDamaged", true);
        int first = way(workflow, masks, "first", "TILES", 540);
        int second = way(workflow, masks, "second", "RESIZE", 780);
        int comparison =
                workflow.add(AuthoredWorkflow.node(NodeRun.METRIC_COMPARISON), samples(), 960, 660);
        workflow.set(comparison, "names", "tiles, resized");
        workflow.set(comparison, "restoredColumn", "restored");
        workflow.set(comparison, "damagedColumn", "damaged");
        workflow.set(comparison, "truthColumn", "image");
        workflow.set(comparison, "maskColumn", "holes");
        workflow.set(comparison, "nameColumn", "name");
        workflow.connect(murals, 1, masks, 1);
        workflow.connect(first, 2, comparison, 1);
        workflow.connect(second, 2, comparison, 2);
        workflow.connect(first, 1, comparison, 3);
        workflow.connect(second, 1, comparison, 4);
    }

    /** Model Reader, Inpaint and LPIPS Scorer; returns the scorer. */
    private static int way(
            final WorkflowWriter workflow,
            final int masks,
            final String model,
            final String policy,
            final int y)
            throws Exception {
        int reader = workflow.add(AuthoredWorkflow.node(NodeRun.MODEL_READER), 410, y);
        workflow.control(reader, "file", model);
        int inpaint = workflow.add(AuthoredWorkflow.node(NodeRun.INPAINT), 580, y + 20);
        workflow.set(inpaint, "imageColumn", "damaged");
        workflow.set(inpaint, "maskColumn", "holes");
        workflow.set(inpaint, "policy", policy);
        int scorer = workflow.add(AuthoredWorkflow.node(NodeRun.LPIPS_SCORER), 760, y + 20);
        workflow.set(scorer, "restoredColumn", "restored");
        workflow.set(scorer, "truthColumn", "image");
        workflow.set(scorer, "area", "BOTH");
        workflow.set(scorer, "maskColumn", "holes");
        workflow.set(scorer, "lpipsAlex", false);
        workflow.connect(reader, 1, inpaint, 1);
        workflow.connect(masks, 1, inpaint, 2);
        workflow.connect(inpaint, 1, scorer, 1);
        return scorer;
    }

    /** Two more ports, for the images. */
    static NodeSettings samples() {
        NodeSettings ports = new NodeSettings("node_creation_config");
        NodeSettings group = (NodeSettings) ports.addNodeSettings("Samples");
        for (int i = 0; i < 2; i++) {
            group.addNodeSettings("port_" + i)
                    .addString("object_class", BufferedDataTable.class.getName());
        }
        return ports;
    }

    @Test
    void the_committed_workflow_is_what_its_author_writes() throws Exception {
        workflow.check(folder);
    }

    @Test
    @Tag("slow")
    void puts_the_scores_of_both_ways_side_by_side() throws Exception {
        Path model = SmallModel.write(folder.resolve("model.safetensors"));

        String said =
                workflow.run(
                        List.of("first=" + model, "second=" + model, "murals=2"),
                        List.of("#4/device=cpu", "#7/device=cpu"));

        assertThat(said).contains("Metric Comparison (#9) done").doesNotContain("warns");
    }
}
