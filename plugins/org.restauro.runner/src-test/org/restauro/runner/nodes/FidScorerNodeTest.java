// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.DefaultNodeProgressMonitor;
import org.knime.core.node.port.PortObject;
import org.restauro.runner.TinyGan;
import org.restauro.standin.TemporaryData;

class FidScorerNodeTest {

    private static final int COUNT = 4;

    @TempDir Path folder;

    private final TemporaryData data = new TemporaryData();
    private BufferedDataTable table;

    @BeforeEach
    void a_table_of_generated_and_real_images() throws Exception {
        for (int i = 0; i < COUNT; i++) {
            Pictures.write(folder.resolve("generated/" + i + ".png"), Pictures.noise(24, 20, 3, i));
            Pictures.write(
                    folder.resolve("real/" + i + ".png"), Pictures.noise(24, 20, 3, 100 + i));
        }
        table =
                new NodeRun(NodeRun.IMAGE_SET_READER, data)
                        .with(
                                "imageFolder", folder.resolve("generated"),
                                "referenceFolder", folder.resolve("real"))
                        .table();
    }

    @AfterEach
    void close() {
        data.close();
    }

    private NodeRun scorer(Object... ports) throws Exception {
        NodeRun run =
                ports.length == 0
                        ? new NodeRun(NodeRun.FID_SCORER, data)
                        : new NodeRun(NodeRun.FID_SCORER, NodeRun.ports(ports), data);
        return run.with(
                "generatedColumn", "image",
                "realColumn", "reference",
                "computation/device", "cpu",
                "computation/threads", 1);
    }

    private PortObject dataSet(String name) throws Exception {
        return new NodeRun(NodeRun.DATASET_READER, data)
                .with("imageFolder", folder.resolve(name))
                .execute()[0];
    }

    private static List<String> metrics(BufferedDataTable scores) {
        return NodeRun.rows(scores).stream().map(row -> row.getCell(0).toString()).toList();
    }

    private static double value(BufferedDataTable scores, int row) {
        return ((DoubleCell) NodeRun.cell(scores, row, "value")).getDoubleValue();
    }

    @Test
    void says_which_weights_are_missing() throws Exception {
        assertThat(scorer().with("kid", true).failure(table, table))
                .contains(
                        "Not computed: FID, KID. The weight file"
                                + " pt_inception-2015-12-05-6726825d.pth is missing",
                        "no folder",
                        "https://",
                        "licence",
                        "catalog fetch fid-inception");
    }

    @Test
    void refuses_settings_that_cannot_work() throws Exception {
        assertThat(scorer().with("realColumn", "gone").refusal(table, table))
                .contains("column of the real images \"gone\"", "\"reference\"");
        assertThat(scorer().with("weights/folder", folder.resolve("gone")).refusal(table, table))
                .contains("folder of weight files");
        Path file = folder.resolve("real/0.png");
        assertThat(scorer().with("cacheFolder", file).refusal(table, table))
                .contains("a file of that name");
        assertThat(refused("fid", false)).contains("No metric is chosen");
        assertThat(refused("batch", 0)).contains("images at once is 0");
    }

    private String refused(Object... settings) throws Exception {
        try {
            scorer().with(settings).configures(table, table);
        } catch (AssertionError e) {
            return e.getMessage();
        }
        throw new AssertionError("accepted");
    }

    @Test
    void says_that_a_column_has_no_image() throws Exception {
        Pictures.write(folder.resolve("others/x.png"), Pictures.noise(8, 8, 3, 1));
        BufferedDataTable gaps =
                new NodeRun(NodeRun.IMAGE_SET_READER, data)
                        .with(
                                "imageFolder", folder.resolve("generated"),
                                "referenceFolder", folder.resolve("others"))
                        .table();
        assertThat(scorer().failure(table, gaps))
                .contains("all cells of the column \"reference\" are missing");
    }

    @Test
    void chooses_columns_by_itself_and_stops_when_cancelled() throws Exception {
        NodeRun run = new NodeRun(NodeRun.FID_SCORER, data);
        DefaultNodeProgressMonitor monitor = new DefaultNodeProgressMonitor();
        monitor.setExecuteCanceled();
        assertThat(run.failure(monitor, table, table)).isEqualTo("Execution canceled");
    }

    @Test
    void measures_the_paths_of_a_generator() throws Exception {
        PortObject gan =
                new NodeRun(NodeRun.MODEL_READER, data)
                        .with("file", TinyGan.write(folder, "stylegan2", 0))
                        .execute()[0];
        PortObject mat =
                new NodeRun(NodeRun.MODEL_READER, data)
                        .with("file", SmallModel.write(folder.resolve("mat.safetensors")))
                        .execute()[0];
        assertThat(scorer().with("pathLength", true).refusal(table, table))
                .contains("which judges a GAN, but none is connected");
        Object[] paths = {
            "fid", false, "pathLength", true, "paths/samples", 3, "weights/source", "FORMULA"
        };
        assertThat(scorer("Generator", mat).with(paths).refusal(table, table, mat))
                .contains("of the family \"mat\", which does not make images from latents");
        BufferedDataTable scores = scorer("Generator", gan).with(paths).table(table, table, gan);
        assertThat(metrics(scores)).containsExactly("PPL");
        assertThat(NodeRun.text(scores, 0, "images")).isEqualTo("3");
        assertThat(NodeRun.text(scores, 0, "definition")).contains("paths through w");
        assertThat(value(scores, 0)).isPositive();
    }

    @Test
    @Tag("slow")
    void scores_tables_and_data_sets_alike_by_every_metric() throws Exception {
        Path cache = folder.resolve("cache");
        Object[] all = {
            "kid", true,
            "inceptionScore", true,
            "precisionRecall", true,
            "discriminative", true,
            "weights/source", "FORMULA",
            "cacheFolder", cache
        };
        NodeRun run = scorer().with(all);
        BufferedDataTable scores = (BufferedDataTable) run.execute(table, table)[0];

        assertThat(metrics(scores))
                .containsExactly(
                        "FID", "KID", "IS", "Precision", "Recall", "F-score", "U-IDS", "P-IDS");
        assertThat(NodeRun.text(scores, 0, "images")).isEqualTo("4");
        assertThat(NodeRun.text(scores, 0, "real images")).isEqualTo("4");
        assertThat(NodeRun.text(scores, 0, "definition"))
                .isEqualTo("tensorflow resize, covariance by n");
        assertThat(NodeRun.text(scores, 0, "warnings")).contains("below 2048");
        assertThat(NodeRun.cell(scores, 0, "higher is better")).isEqualTo(BooleanCell.FALSE);
        assertThat(NodeRun.cell(scores, 2, "higher is better")).isEqualTo(BooleanCell.TRUE);
        assertThat(run.message()).contains("untrained weights made by a formula");
        assertThat(cache).isNotEmptyDirectory();

        PortObject generated = dataSet("generated");
        PortObject real = dataSet("real");
        BufferedDataTable again =
                (BufferedDataTable)
                        scorer("Generated images", generated, "Real images", real)
                                .with(all)
                                .with("pairing", "NAME")
                                .execute(generated, real)[0];
        assertThat(metrics(again)).isEqualTo(metrics(scores));
        assertThat(value(again, 0)).isEqualTo(value(scores, 0));

        Path broken = folder.resolve("generated/2.png");
        Files.writeString(broken, "no picture");
        assertThat(
                        scorer("Generated images", generated, "Real images", real)
                                .with(all)
                                .failure(generated, real))
                .contains("2 (the data set generated)", "no image of a known kind");
    }
}
