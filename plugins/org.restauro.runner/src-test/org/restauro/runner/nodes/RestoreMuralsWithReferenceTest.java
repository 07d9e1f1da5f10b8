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
import org.knime.core.data.DoubleValue;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.workflow.FlowVariable;
import org.restauro.runner.workflow.WorkflowWriter;
import org.restauro.standin.TemporaryData;

/**
 * Authors {@code workflows/restore-murals-with-reference}, holds the committed folder against it,
 * runs it, and holds the shipped reference model to its advantage.
 */
class RestoreMuralsWithReferenceTest {

    static final String MODEL = "pretrained/mat-small-64-reference.safetensors";

    /** The class of the port type, as a saved workflow names it. */
    private static final String REFERENCES = "org.restauro.nodes.port.ReferenceFeaturesPortObject";

    private static final int SIDE = 64;

    private static final String NOTE =
            """
            Restore murals with a reference

            Paints murals that never were, takes away large parts of them, and restores them \
            twice with the same model: once with an eye on an old, faded photograph of each \
            mural, once without. What is lost can be known from the photograph only. The scores \
            of both ways are put side by side: open the view of Metric Comparison.

            The view of the upper Inpaint also shows where in the photograph the network looked \
            for what is missing (column attention). Each mural finds its photograph by its name.

            Without KNIME, in the folder where Restauro was unpacked:
              ./restauro run workflows/restore-murals-with-reference --views guided
            Then open guided/index.html. The folder restored-with-reference receives the pictures.

            Three flow variables of the workflow:
              murals   how many (24)
              model    the file of the reference model; KNIME needs its full path here. The file \
            of the network it was trained on lies beside it.
              output   the folder for the pictures; KNIME needs its full path here

            To teach a model of your own to look at references, open finetune-on-murals.
            """;

    @TempDir Path folder;

    private final AuthoredWorkflow workflow =
            new AuthoredWorkflow(
                    "restore-murals-with-reference", RestoreMuralsWithReferenceTest::author);

    private static void author(final WorkflowWriter workflow) throws Exception {
        workflow.variable(new FlowVariable("murals", 24));
        workflow.variable(new FlowVariable("model", MODEL));
        workflow.variable(new FlowVariable("output", "restored-with-reference"));
        workflow.annotate(NOTE.strip(), 40, 40, 780, 420);
        workflow.annotate("With references", 700, 480, 170, 40);
        workflow.annotate("Without", 700, 860, 170, 40);
        int murals = workflow.add(AuthoredWorkflow.node(NodeRun.SAMPLE_MURALS), 110, 700);
        workflow.edit(murals, settings -> settings.addNodeSettings("damage"));
        workflow.set(murals, "includeTruth", false);
        workflow.set(murals, "includeReference", true);
        workflow.set(murals, "referenceKind", "PHOTOGRAPH");
        workflow.set(murals, "width", SIDE);
        workflow.set(murals, "height", SIDE);
        workflow.set(murals, "seed", 2_028_000);
        workflow.control(murals, "count", "murals");
        int masks = workflow.add(AuthoredWorkflow.node(NodeRun.MASK_GENERATOR), 310, 760);
        workflow.set(masks, "kind", "MAT_LARGE");
        workflow.set(masks, "leastHoles", 0.4);
        workflow.set(masks, "largestHoles", 0.9);
        workflow.set(masks, "maskColumn", "holes");
        workflow.set(masks, "addDamaged", true);
        int model = workflow.add(AuthoredWorkflow.node(NodeRun.MODEL_READER), 310, 560);
        workflow.control(model, "file", "model");
        int encoder = workflow.add(AuthoredWorkflow.node(NodeRun.REFERENCE_ENCODER), 510, 620);
        workflow.set(encoder, "imageColumn", "reference");
        workflow.set(encoder, "nameColumn", "name");
        int guided = workflow.add(AuthoredWorkflow.node(NodeRun.INPAINT), references(), 710, 540);
        workflow.set(guided, "referenceNames", "name");
        workflow.set(guided, "showAttention", true);
        int guidedScores = scored(workflow, guided, 540);
        int plain = workflow.add(AuthoredWorkflow.node(NodeRun.INPAINT), 710, 780);
        int plainScores = scored(workflow, plain, 780);
        for (int inpaint : List.of(guided, plain)) {
            workflow.set(inpaint, "imageColumn", "damaged");
            workflow.set(inpaint, "maskColumn", "holes");
        }
        int writer = workflow.add(AuthoredWorkflow.node(NodeRun.IMAGE_SET_WRITER), 910, 440);
        workflow.set(writer, "nameColumn", "name");
        workflow.edit(writer, RestoreMuralsWithReferenceTest::columns);
        workflow.set(writer, "existing", "OVERWRITE");
        workflow.control(writer, "folder", "output");
        int comparison =
                workflow.add(
                        AuthoredWorkflow.node(NodeRun.METRIC_COMPARISON),
                        CompareModelsTest.samples(),
                        1110,
                        660);
        workflow.set(comparison, "names", "with reference, without");
        workflow.set(comparison, "restoredColumn", "restored");
        workflow.set(comparison, "damagedColumn", "damaged");
        workflow.set(comparison, "truthColumn", "image");
        workflow.set(comparison, "maskColumn", "holes");
        workflow.set(comparison, "nameColumn", "name");
        workflow.connect(murals, 1, masks, 1);
        workflow.connect(model, 1, encoder, 1);
        workflow.connect(murals, 1, encoder, 2);
        workflow.connect(model, 1, guided, 1);
        workflow.connect(masks, 1, guided, 2);
        workflow.connect(encoder, 1, guided, 3);
        workflow.connect(model, 1, plain, 1);
        workflow.connect(masks, 1, plain, 2);
        workflow.connect(guided, 1, guidedScores, 1);
        workflow.connect(plain, 1, plainScores, 1);
        workflow.connect(guided, 1, writer, 1);
        workflow.connect(guidedScores, 2, comparison, 1);
        workflow.connect(plainScores, 2, comparison, 2);
        workflow.connect(guidedScores, 1, comparison, 3);
        workflow.connect(plainScores, 1, comparison, 4);
    }

    private static int scored(final WorkflowWriter workflow, final int inpaint, final int y)
            throws Exception {
        int scorer = workflow.add(AuthoredWorkflow.node(NodeRun.LPIPS_SCORER), 910, y);
        workflow.set(scorer, "restoredColumn", "restored");
        workflow.set(scorer, "truthColumn", "image");
        workflow.set(scorer, "area", "BOTH");
        workflow.set(scorer, "maskColumn", "holes");
        workflow.set(scorer, "lpipsAlex", false);
        return scorer;
    }

    /** One more port, for the references. */
    private static NodeSettings references() {
        NodeSettings ports = new NodeSettings("node_creation_config");
        ports.addNodeSettings("References")
                .addNodeSettings("port_0")
                .addString("object_class", REFERENCES);
        return ports;
    }

    private static void columns(final NodeSettings settings) {
        NodeSettings list = (NodeSettings) settings.addNodeSettings("columns");
        int i = 0;
        for (String name : List.of("damaged", "reference", "attention", "restored", "image")) {
            NodeSettings column = (NodeSettings) list.addNodeSettings(Integer.toString(i++));
            column.addString("column", name);
            column.addString("suffix", "_" + (name.equals("image") ? "truth" : name));
        }
    }

    @Test
    void the_committed_workflow_is_what_its_author_writes() throws Exception {
        workflow.check(folder);
    }

    @Test
    @Tag("slow")
    void compares_both_ways_and_writes_the_pictures() throws Exception {
        Path backbone = SmallModel.write(folder.resolve("backbone.safetensors"));
        Path model = SmallReferenceModel.write(folder.resolve("m.safetensors"), backbone, 1);
        Path out = folder.resolve("out");

        String said =
                workflow.run(List.of("model=" + model, "output=" + out, "murals=2"), List.of());

        assertThat(said).contains("Metric Comparison", "done").doesNotContain("warns");
        for (String kind : List.of("damaged", "reference", "attention", "restored", "truth")) {
            assertThat(out.resolve("mural-00002_" + kind + ".png")).isRegularFile();
        }
    }

    @Test
    @Tag("slow")
    void the_shipped_model_restores_better_with_its_references() throws Exception {
        Path file = AuthoredWorkflow.root().resolve(MODEL);
        assumeTrue(Files.exists(file), file + " is not there");
        try (TemporaryData data = new TemporaryData()) {
            PortObject model =
                    new NodeRun(NodeRun.MODEL_READER, data).with("file", file).execute()[0];
            BufferedDataTable murals =
                    new NodeRun(NodeRun.SAMPLE_MURALS, data)
                            .emptied("damage")
                            .with("count", 24, "width", SIDE, "height", SIDE, "seed", 2_028_000L)
                            .with("includeReference", true, "referenceKind", "PHOTOGRAPH")
                            .with("includeTruth", false)
                            .table();
            BufferedDataTable holes =
                    new NodeRun(NodeRun.MASK_GENERATOR, data)
                            .with("leastHoles", 0.4, "largestHoles", 0.9, "maskColumn", "holes")
                            .with("addDamaged", true)
                            .table(murals);
            PortObject references =
                    new NodeRun(NodeRun.REFERENCE_ENCODER, data)
                            .with("nameColumn", "name")
                            .execute(model, murals)[0];
            NodeRun guided =
                    new NodeRun(NodeRun.INPAINT, NodeRun.ports("References", references), data)
                            .with("referenceNames", "name");
            NodeRun plain = new NodeRun(NodeRun.INPAINT, data);
            for (NodeRun run : List.of(guided, plain)) {
                run.with("imageColumn", "damaged", "maskColumn", "holes");
            }

            double with = psnr(guided.table(model, holes, references), data);
            double without = psnr(plain.table(model, holes), data);

            assertThat(with)
                    .as("PSNR in the holes; without %s", without)
                    .isGreaterThan(without + 1);
        }
    }

    /** The mean PSNR within the holes. */
    private static double psnr(final BufferedDataTable restored, final TemporaryData data)
            throws Exception {
        BufferedDataTable scored =
                new NodeRun(NodeRun.LPIPS_SCORER, data)
                        .with("restoredColumn", "restored", "truthColumn", "image")
                        .with("area", "HOLES", "maskColumn", "holes", "lpipsAlex", false)
                        .table(restored);
        double sum = 0;
        for (int row = 0; row < scored.size(); row++) {
            sum += ((DoubleValue) NodeRun.cell(scored, row, "PSNR in holes")).getDoubleValue();
        }
        return sum / scored.size();
    }
}
