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
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.MaskReading;
import org.restauro.runner.workflow.WorkflowWriter;

/** Authors {@code workflows/restore-murals}, holds the committed folder against it, and runs it. */
class RestoreMuralsTest {

    static final String MODEL = "pretrained/mat-small-64.safetensors";

    private static final String NOTE =
            """
            Restore murals

            Paints a dozen murals that never were, damages them as flaking paint does, and \
            restores them with the small model that comes with Restauro. For each mural the \
            output folder receives four pictures: damaged, mask (holes are black), restored, \
            and truth.

            Without KNIME, in the folder where Restauro was unpacked:
              ./restauro run workflows/restore-murals
            More, or other ones:
              ./restauro run workflows/restore-murals --var murals=50 --set "Sample Murals/seed=7"

            Three flow variables of the workflow:
              murals   how many (12)
              model    the file of the model; KNIME needs its full path here
              output   the folder for the pictures; KNIME needs its full path here

            To restore pictures of your own, open the workflow restore-photographs.
            """;

    private static final String PAINTED = "Whole murals: the truth";
    private static final String HOLES = "Holes like those of flaking paint";
    private static final String FILLED = "The model fills the holes";

    @TempDir Path folder;

    private final AuthoredWorkflow workflow =
            new AuthoredWorkflow("restore-murals", RestoreMuralsTest::author);

    private static void author(final WorkflowWriter workflow) throws Exception {
        workflow.variable(new FlowVariable("murals", 12));
        workflow.variable(new FlowVariable("model", MODEL));
        workflow.variable(new FlowVariable("output", "restored-murals"));
        workflow.annotate(NOTE.strip(), 40, 40, 780, 340);
        workflow.annotate(PAINTED, 60, 640, 170, 50);
        workflow.annotate(HOLES, 260, 640, 170, 50);
        workflow.annotate(FILLED, 460, 640, 170, 50);
        int murals = workflow.add(AuthoredWorkflow.node(NodeRun.SAMPLE_MURALS), 110, 540);
        workflow.edit(murals, settings -> settings.addNodeSettings("damage"));
        workflow.set(murals, "includeTruth", false);
        workflow.set(murals, "seed", 2_026_000);
        workflow.control(murals, "count", "murals");
        int masks = workflow.add(AuthoredWorkflow.node(NodeRun.MASK_GENERATOR), 310, 540);
        workflow.set(masks, "kind", "FLAKING");
        workflow.set(masks, "shapeSizes", "CUSTOM");
        workflow.set(masks, "largest", 0.06); // of the picture's side: what a small model can fill
        workflow.set(masks, "maskColumn", "holes");
        workflow.set(masks, "addDamaged", true);
        int model = workflow.add(AuthoredWorkflow.node(NodeRun.MODEL_READER), 310, 420);
        workflow.control(model, "file", "model");
        int inpaint = workflow.add(AuthoredWorkflow.node(NodeRun.INPAINT), 510, 520);
        workflow.set(inpaint, "imageColumn", "damaged");
        workflow.set(inpaint, "maskColumn", "holes");
        int writer = workflow.add(AuthoredWorkflow.node(NodeRun.IMAGE_SET_WRITER), 710, 520);
        workflow.set(writer, "nameColumn", "name");
        workflow.edit(writer, RestoreMuralsTest::columns);
        workflow.set(writer, "existing", "OVERWRITE");
        workflow.control(writer, "folder", "output");
        workflow.connect(murals, 1, masks, 1);
        workflow.connect(model, 1, inpaint, 1);
        workflow.connect(masks, 1, inpaint, 2);
        workflow.connect(inpaint, 1, writer, 1);
    }

    private static void columns(final NodeSettings settings) {
        String[][] columns = {
            {"damaged", "_damaged"},
            {"holes", "_mask"},
            {"restored", "_restored"},
            {"image", "_truth"}
        };
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
    void ends_in_a_folder_of_restored_pictures() throws Exception {
        Path model = SmallModel.write(folder.resolve("model.safetensors"));
        Path out = folder.resolve("out");

        run(model, out, 2);

        for (String kind : List.of("damaged", "mask", "restored", "truth")) {
            assertThat(out.resolve("mural-00002_" + kind + ".png")).isRegularFile();
        }
        Mask mask = mask(out, "mural-00001");
        PixelImage truth = picture(out, "mural-00001", "truth");
        PixelImage restored = picture(out, "mural-00001", "restored");
        assertThat(mask.holeRatio()).isBetween(0.05, 0.5);
        for (int i = 0; i < 256 * 256; i += 7) {
            if (!mask.isHole(i % 256, i / 256)) {
                assertThat(restored.sample(i % 256, i / 256, 0))
                        .isEqualTo(truth.sample(i % 256, i / 256, 0));
            }
        }
    }

    @Test
    @Tag("slow")
    void the_shipped_model_fills_holes_better_than_the_mean_colour() throws Exception {
        Path model = AuthoredWorkflow.root().resolve(MODEL);
        assumeTrue(Files.exists(model), () -> model + " is not there");
        Path out = folder.resolve("out");

        run(model, out, 3);

        for (int i = 1; i <= 3; i++) {
            String name = "mural-0000" + i;
            Mask mask = mask(out, name);
            PixelImage truth = picture(out, name, "truth");
            PixelImage restored = picture(out, name, "restored");
            double[] mean = new double[3];
            for (int c = 0; c < 3; c++) {
                mean[c] = meanOfHoles(truth, mask, c);
            }
            double byMean = 0;
            double byModel = 0;
            for (int p = 0; p < 256 * 256; p++) {
                int x = p % 256;
                int y = p / 256;
                for (int c = 0; c < 3 && mask.isHole(x, y); c++) {
                    byMean += Math.pow(truth.sample(x, y, c) - mean[c], 2);
                    byModel += Math.pow(truth.sample(x, y, c) - restored.sample(x, y, c), 2);
                }
            }
            assertThat(byModel).as(name).isLessThan(0.8 * byMean);
        }
    }

    /** The best that one colour can do: it knows the truth. */
    private static double meanOfHoles(PixelImage truth, Mask mask, int channel) {
        double sum = 0;
        for (int p = 0; p < 256 * 256; p++) {
            sum += mask.isHole(p % 256, p / 256) ? truth.sample(p % 256, p / 256, channel) : 0;
        }
        return sum / mask.holePixels();
    }

    private void run(Path model, Path out, int murals) throws Exception {
        workflow.run(
                List.of("model=" + model, "output=" + out, "murals=" + murals),
                List.of("Inpaint/device=cpu"));
    }

    private static PixelImage picture(Path out, String name, String kind) throws Exception {
        return ImageFiles.read(out.resolve(name + "_" + kind + ".png")).toRgb8();
    }

    private static Mask mask(Path out, String name) throws Exception {
        return ImageFiles.readMask(out.resolve(name + "_mask.png"), MaskReading.black());
    }
}
