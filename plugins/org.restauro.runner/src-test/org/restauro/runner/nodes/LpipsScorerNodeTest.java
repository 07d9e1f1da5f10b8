// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.DefaultNodeProgressMonitor;
import org.knime.core.node.port.PortObject;
import org.restauro.images.PixelImage;
import org.restauro.standin.TemporaryData;
import org.restauro.views.data.BeforeAfterData;
import org.restauro.views.data.Column;
import org.restauro.views.data.MetricInfo;

class LpipsScorerNodeTest {

    private static final int SIDE = 48;

    @TempDir Path folder;

    private final TemporaryData data = new TemporaryData();
    private BufferedDataTable table;

    /** Three pairs that differ in the upper half, which is the hole. */
    @BeforeEach
    void a_table_of_pairs() throws Exception {
        for (int i = 0; i < 3; i++) {
            PixelImage truth = Pictures.noise(SIDE, SIDE, 3, i);
            byte[] bytes = truth.bytes8().clone();
            for (int k = 0; k < bytes.length / 2; k++) {
                bytes[k] ^= 16;
            }
            Pictures.write(
                    folder.resolve("restored/" + i + ".png"), PixelImage.of8(SIDE, SIDE, 3, bytes));
            Pictures.write(folder.resolve("truth/" + i + ".png"), truth);
            Pictures.write(
                    folder.resolve("masks/" + i + ".png"),
                    Pictures.box(SIDE, SIDE, 0, 0, SIDE, SIDE / 2));
        }
        table = read();
    }

    private BufferedDataTable read() throws Exception {
        return new NodeRun(NodeRun.IMAGE_SET_READER, data)
                .with(
                        "imageFolder", folder.resolve("restored"),
                        "maskFolder", folder.resolve("masks"),
                        "referenceFolder", folder.resolve("truth"))
                .table();
    }

    @AfterEach
    void close() {
        data.close();
    }

    private NodeRun scorer() throws Exception {
        return new NodeRun(NodeRun.LPIPS_SCORER, data)
                .with(
                        "restoredColumn", "image",
                        "truthColumn", "reference",
                        "area", "BOTH",
                        "lpipsAlex", false,
                        "computation/device", "cpu",
                        "computation/threads", 1);
    }

    private static double number(BufferedDataTable table, int row, String column) {
        return ((DoubleCell) NodeRun.cell(table, row, column)).getDoubleValue();
    }

    @Test
    void shows_each_pair_with_its_scores() throws Exception {
        NodeRun run = scorer();
        BufferedDataTable scored = (BufferedDataTable) run.execute(table)[0];
        try (ShownView page = new ShownView(run)) {
            BeforeAfterData shown = page.data(BeforeAfterData.class);
            assertThat(shown.columns())
                    .containsExactly(
                            Column.restored(0, "image"),
                            Column.truth("reference"),
                            Column.mask("mask"));
            assertThat(shown.metrics())
                    .extracting(MetricInfo::key)
                    .containsExactly(
                            "PSNR", "PSNR in holes", "SSIM", "SSIM in holes", "L1", "L1 in holes");
            assertThat(shown.rows()).hasSize(3).allMatch(row -> row.status().equals("ok"));
            assertThat(shown.rows().get(2).scores().get("SSIM in holes"))
                    .containsExactly(number(scored, 2, "SSIM in holes"));
            assertThat(ShownView.decode(page.image(2, "restored:0", 0)))
                    .isEqualTo(NodeRun.image(scored, 2, "image"));
        }
    }

    @Test
    void scores_pairs_whole_and_in_holes_and_sums_them_up() throws Exception {
        Leftovers leftovers = Leftovers.of("restauro-images.*");
        PortObject[] out = scorer().execute(table);

        BufferedDataTable scored = (BufferedDataTable) out[0];
        assertThat(scored.getSpec().getColumnNames())
                .endsWith(
                        "PSNR",
                        "PSNR in holes",
                        "SSIM",
                        "SSIM in holes",
                        "L1",
                        "L1 in holes",
                        "status (#1)");
        for (int row = 0; row < 3; row++) {
            // all of the squared error lies in half of the pixels
            assertThat(number(scored, row, "PSNR") - number(scored, row, "PSNR in holes"))
                    .isCloseTo(10 * Math.log10(2), within(1e-6));
            assertThat(NodeRun.text(scored, row, "status (#1)")).isEqualTo("ok");
        }
        BufferedDataTable summary = (BufferedDataTable) out[1];
        assertThat(summary.size()).isEqualTo(6);
        assertThat(NodeRun.text(summary, 0, "metric")).isEqualTo("PSNR");
        assertThat(number(summary, 0, "value")).isCloseTo(number(scored, 0, "PSNR"), within(1e-6));
        assertThat(number(summary, 0, "deviation")).isCloseTo(0, within(1e-6));
        assertThat(NodeRun.text(summary, 0, "images")).isEqualTo("3");
        assertThat(NodeRun.cell(summary, 0, "higher is better")).isEqualTo(BooleanCell.TRUE);
        assertThat(NodeRun.cell(summary, 4, "higher is better")).isEqualTo(BooleanCell.FALSE);
        assertThat(NodeRun.text(summary, 0, "definition")).isEqualTo("mean of pairs");
        leftovers.assertNone();
    }

    @Test
    void judges_by_a_network() throws Exception {
        NodeRun run =
                scorer().with(
                                "area", "HOLES",
                                "lpipsSqueeze", true,
                                "psnr", false,
                                "ssim", false,
                                "l1", false,
                                "weights/source", "FORMULA");
        PortObject[] out = run.execute(table);

        BufferedDataTable scored = (BufferedDataTable) out[0];
        assertThat(scored.getSpec().containsName("LPIPS squeeze")).isFalse();
        assertThat(number(scored, 0, "LPIPS squeeze in holes")).isPositive();
        assertThat(((BufferedDataTable) out[1]).size()).isEqualTo(1);
        assertThat(run.message()).contains("untrained weights made by a formula");
    }

    @Test
    void says_which_weights_are_missing_and_computes_the_rest() throws Exception {
        NodeRun run = scorer().with("lpipsAlex", true, "weights/folder", folder);
        PortObject[] out = run.execute(table);

        assertThat(run.message())
                .contains(
                        "Not computed: LPIPS alex. The weight file alexnet-owt-7be5be79.pth",
                        "https://",
                        "licence",
                        "catalog fetch");
        BufferedDataTable scored = (BufferedDataTable) out[0];
        assertThat(NodeRun.cell(scored, 0, "LPIPS alex").isMissing()).isTrue();
        assertThat(NodeRun.cell(scored, 0, "PSNR").isMissing()).isFalse();
        BufferedDataTable summary = (BufferedDataTable) out[1];
        assertThat(summary.size()).isEqualTo(7);
        assertThat(NodeRun.cell(summary, 6, "value").isMissing()).isTrue();
        assertThat(NodeRun.text(summary, 6, "warnings")).contains("alexnet-owt-7be5be79.pth");

        assertThat(
                        scorer().with("lpipsAlex", true, "psnr", false, "ssim", false, "l1", false)
                                .failure(table))
                .contains("alexnet-owt-7be5be79.pth", "no folder");
    }

    @Test
    void a_pair_of_different_sizes_keeps_its_row_or_fails_the_node() throws Exception {
        Pictures.write(folder.resolve("truth/1.png"), Pictures.noise(20, 20, 3, 1));
        BufferedDataTable odd = read();
        NodeRun run = scorer();
        PortObject[] out = run.execute(odd);

        BufferedDataTable scored = (BufferedDataTable) out[0];
        assertThat(NodeRun.cell(scored, 1, "SSIM").isMissing()).isTrue();
        assertThat(NodeRun.text(scored, 1, "status (#1)")).contains("20");
        assertThat(NodeRun.text(scored, 2, "status (#1)")).isEqualTo("ok");
        assertThat(run.message()).contains("1 row has a missing result. Row \"1\"");
        BufferedDataTable summary = (BufferedDataTable) out[1];
        assertThat(NodeRun.text(summary, 0, "images")).isEqualTo("2");
        assertThat(NodeRun.text(summary, 0, "warnings")).contains("1 pairs could not be judged");
        assertThat(scorer().with("onFailure", "FAIL").failure(odd)).contains("Row \"1\" failed");
    }

    @Test
    void a_missing_cell_costs_its_row_only() throws Exception {
        Files.delete(folder.resolve("masks/2.png"));
        BufferedDataTable gaps = read();
        NodeRun run = scorer();
        BufferedDataTable scored = (BufferedDataTable) run.execute(gaps)[0];

        assertThat(NodeRun.text(scored, 2, "status (#1)")).contains("There is no mask");
        assertThat(NodeRun.cell(scored, 1, "L1").isMissing()).isFalse();
    }

    @Test
    void stops_when_cancelled() throws Exception {
        DefaultNodeProgressMonitor monitor = new DefaultNodeProgressMonitor();
        monitor.setExecuteCanceled();
        assertThat(scorer().failure(monitor, table)).isEqualTo("Execution canceled");
    }

    @Test
    void refuses_settings_that_cannot_work() throws Exception {
        assertThat(scorer().with("truthColumn", "gone").refusal(table))
                .contains("truth column \"gone\"", "\"reference\"");
        assertThat(scorer().with("maskColumn", "").refusal(table)).contains("No mask column");
        assertThat(scorer().with("weights/folder", folder.resolve("gone")).refusal(table))
                .contains("folder of weight files", "does not exist");
        assertThat(refused("psnr", false, "ssim", false, "l1", false))
                .contains("No metric is chosen");
        assertThat(refused("computation/device", "tpu")).contains("no device called \"tpu\"");
    }

    private String refused(Object... settings) throws Exception {
        try {
            scorer().with(settings).configures(table);
        } catch (AssertionError e) {
            return e.getMessage();
        }
        throw new AssertionError("accepted");
    }

    @Test
    void runs_with_its_defaults_once_connected() throws Exception {
        NodeRun run = new NodeRun(NodeRun.LPIPS_SCORER, data);
        BufferedDataTable scored = (BufferedDataTable) run.execute(table)[0];

        assertThat(number(scored, 0, "PSNR in holes")).isPositive();
        assertThat(run.message()).contains("Not computed: LPIPS alex");
    }
}
