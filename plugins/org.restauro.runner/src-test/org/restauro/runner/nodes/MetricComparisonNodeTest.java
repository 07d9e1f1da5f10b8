// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.DefaultNodeProgressMonitor;
import org.knime.core.node.NodeAccess;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.port.PortObject;
import org.restauro.images.PixelImage;
import org.restauro.standin.TemporaryData;
import org.restauro.views.data.Column;
import org.restauro.views.data.ComparedMetric;
import org.restauro.views.data.ComparisonData;
import org.restauro.views.data.MetricInfo;
import org.restauro.views.data.Row;
import org.restauro.views.data.Samples;

class MetricComparisonNodeTest {

    @TempDir Path folder;

    private final TemporaryData data = new TemporaryData();
    private BufferedDataTable images;
    private final Map<String, BufferedDataTable> samples = new HashMap<>();
    private BufferedDataTable weak;
    private BufferedDataTable strong;

    @BeforeEach
    void scores_of_two_models() throws Exception {
        weak = scores("weak", 64);
        strong = scores("strong", 4);
    }

    @AfterEach
    void close() {
        data.close();
    }

    /** The summary of two images that differ by some amount. */
    private BufferedDataTable scores(String name, int difference) throws Exception {
        for (int i = 0; i < 2; i++) {
            PixelImage truth = Pictures.noise(24, 24, 3, i);
            byte[] bytes = truth.bytes8().clone();
            for (int k = 0; k < bytes.length; k++) {
                bytes[k] ^= (byte) difference;
            }
            Pictures.write(
                    folder.resolve(name + "/" + i + ".png"), PixelImage.of8(24, 24, 3, bytes));
            Pictures.write(folder.resolve("truth/" + i + ".png"), truth);
        }
        images =
                new NodeRun(NodeRun.IMAGE_SET_READER, data)
                        .with(
                                "imageFolder", folder.resolve(name),
                                "referenceFolder", folder.resolve("truth"))
                        .table();
        PortObject[] scored =
                new NodeRun(NodeRun.LPIPS_SCORER, data)
                        .with(
                                "restoredColumn", "image",
                                "truthColumn", "reference",
                                "lpipsAlex", false)
                        .execute(images);
        samples.put(name, (BufferedDataTable) scored[0]);
        return (BufferedDataTable) scored[1];
    }

    private NodeRun comparison() throws Exception {
        return new NodeRun(NodeRun.METRIC_COMPARISON, data);
    }

    @Test
    void puts_models_side_by_side_and_names_the_best() throws Exception {
        BufferedDataTable compared = comparison().with("names", "weak, strong").table(weak, strong);

        assertThat(compared.getSpec().getColumnNames())
                .containsExactly(
                        "metric",
                        "weak",
                        "strong",
                        "best",
                        "higher is better",
                        "definition",
                        "warnings");
        assertThat(compared.size()).isEqualTo(3);
        for (int row = 0; row < 3; row++) {
            assertThat(NodeRun.text(compared, row, "best")).isEqualTo("strong");
            assertThat(NodeRun.text(compared, row, "weak"))
                    .isEqualTo(NodeRun.text(weak, row, "value"));
            assertThat(NodeRun.text(compared, row, "definition")).isEqualTo("mean of pairs");
        }
    }

    @Test
    void compares_three_models_at_an_added_port() throws Exception {
        NodeRun run = new NodeRun(NodeRun.METRIC_COMPARISON, NodeRun.ports("Scores", weak), data);
        BufferedDataTable compared = run.table(weak, strong, weak);

        assertThat(compared.getSpec().getColumnNames()).contains("model 1", "model 2", "model 3");
        assertThat(NodeRun.text(compared, 0, "best")).isEqualTo("model 2");
    }

    /** A node with ports for the samples of two models. */
    private NodeRun withSamples() throws Exception {
        NodeSettings ports = new NodeSettings("node_creation_config");
        NodeSettings group = (NodeSettings) ports.addNodeSettings("Samples");
        for (int i = 0; i < 2; i++) {
            group.addNodeSettings("port_" + i)
                    .addString("object_class", BufferedDataTable.class.getName());
        }
        return new NodeRun(NodeRun.METRIC_COMPARISON, ports, data)
                .with("names", "weak, strong", "restoredColumn", "image");
    }

    @Test
    void shows_scores_without_samples() throws Exception {
        NodeRun run = comparison().with("names", "weak, strong");
        run.table(weak, strong);
        ComparisonData shown = new ShownView(run).data(ComparisonData.class);

        assertThat(shown.models()).containsExactly("weak", "strong");
        assertThat(shown.samples()).isNull();
        ComparedMetric psnr = shown.metrics().get(0);
        assertThat(psnr.label()).isEqualTo("PSNR");
        assertThat(psnr.higherIsBetter()).isTrue();
        assertThat(psnr.definition()).isEqualTo("mean of pairs");
        assertThat(psnr.best()).containsExactly(1);
        assertThat(psnr.values().get(0)).isLessThan(psnr.values().get(1));
    }

    @Test
    void shows_the_samples_of_both_models() throws Exception {
        NodeRun run = withSamples();
        run.table(weak, strong, samples.get("weak"), samples.get("strong"));
        try (ShownView page = new ShownView(run)) {
            Samples shown = page.data(ComparisonData.class).samples();

            assertThat(shown.columns())
                    .containsExactly(
                            Column.restored(0, "weak"),
                            Column.restored(1, "strong"),
                            Column.truth("reference"));
            assertThat(shown.metrics())
                    .contains(new MetricInfo("PSNR", "PSNR", true, "mean of pairs"));
            assertThat(shown.rows()).hasSize(2);
            for (int row = 0; row < 2; row++) {
                assertThat(shown.rows().get(row).scores().get("SSIM"))
                        .containsExactly(
                                Double.valueOf(NodeRun.text(samples.get("weak"), row, "SSIM")),
                                Double.valueOf(NodeRun.text(samples.get("strong"), row, "SSIM")));
                assertThat(ShownView.decode(page.image(row, "restored:1", 0)))
                        .isEqualTo(NodeRun.image(samples.get("strong"), row, "image"));
                assertThat(ShownView.decode(page.image(row, "truth", 0)))
                        .isEqualTo(NodeRun.image(samples.get("weak"), row, "reference"));
            }
        }
    }

    /** Some rows of a table, with new keys. */
    private BufferedDataTable part(BufferedDataTable table, String prefix, int... rows) {
        BufferedDataContainer container =
                NodeAccess.context(new DefaultNodeProgressMonitor(), data.newNode())
                        .createDataContainer(table.getSpec());
        List<DataRow> all = NodeRun.rows(table);
        for (int row : rows) {
            DataRow old = all.get(row);
            List<DataCell> cells = new ArrayList<>();
            old.forEach(cells::add);
            container.addRowToTable(new DefaultRow(prefix + old.getKey(), cells));
        }
        container.close();
        return container.getTable();
    }

    @Test
    void joins_samples_by_row_keys_or_names() throws Exception {
        BufferedDataTable first = samples.get("weak");
        BufferedDataTable second = part(samples.get("strong"), "other ", 1);
        NodeRun byName = withSamples().with("nameColumn", "name");
        byName.table(weak, strong, first, second);
        assertThat(byName.message()).isEmpty();
        try (ShownView page = new ShownView(byName)) {
            Samples shown = page.data(ComparisonData.class).samples();
            assertThat(shown.rows()).extracting(Row::name).containsExactly("0", "1");
            assertThat(shown.rows().get(0).present()).containsExactly(true, false, true);
            assertThat(shown.rows().get(0).reasons().get(1)).isEqualTo("No row of this name.");
            assertThat(shown.rows().get(0).scores().get("PSNR").get(1)).isNull();
            assertThat(shown.rows().get(1).present()).containsOnly(true);
            assertThat(page.image(0, "restored:1", 0)).isEmpty();
            assertThat(ShownView.decode(page.image(1, "restored:1", 0)))
                    .isEqualTo(NodeRun.image(second, 0, "image"));
        }
        NodeRun byKey = withSamples();
        byKey.table(weak, strong, first, second);
        assertThat(byKey.message()).contains("no row in common");
        Samples apart = new ShownView(byKey).data(ComparisonData.class).samples();
        assertThat(apart.rows()).hasSize(3);
        NodeRun twice = withSamples();
        twice.table(weak, strong, first, part(first, "", 1));
        assertThat(new ShownView(twice).data(ComparisonData.class).samples().rows()).hasSize(2);
    }

    @Test
    void samples_may_be_empty() throws Exception {
        BufferedDataTable none = part(samples.get("weak"), "");
        NodeRun run = withSamples();
        run.table(weak, strong, none, none);
        assertThat(run.message()).isEmpty();
        assertThat(new ShownView(run).data(ComparisonData.class).samples().rows()).isEmpty();
    }

    @Test
    void refuses_samples_that_cannot_be_shown() throws Exception {
        NodeRun one = new NodeRun(NodeRun.METRIC_COMPARISON, NodeRun.ports("Samples", weak), data);
        assertThat(one.refusal(weak, strong, samples.get("weak")))
                .contains("2 tables of scores and 1 of samples");
        BufferedDataTable table = samples.get("weak");
        assertThat(withSamples().with("restoredColumn", "").refusal(weak, strong, table, table))
                .contains("samples at port 3", "\"restored\"");
        assertThat(withSamples().with("truthColumn", "gone").refusal(weak, strong, table, table))
                .contains("truth column (of the samples at port 3) \"gone\"");
    }

    @Test
    void settings_from_before_there_were_samples_still_load() throws Exception {
        NodeRun run = comparison();
        NodeSettings old = new NodeSettings("model");
        old.addString("names", "a, b");
        run.node().setSettings(old);
        assertThat(run.table(weak, strong).getSpec().getColumnNames()).contains("a", "b");
    }

    @Test
    void refuses_tables_that_are_no_scores_and_names_that_cannot_be() throws Exception {
        assertThat(comparison().refusal(weak, images)).contains("port 2", "\"metric\"");
        assertThat(comparison().with("names", "a, b, c").refusal(weak, strong))
                .contains("3 names for 2 tables");
        assertThat(comparison().with("names", "a,a").refusal(weak, strong))
                .contains("Two tables are called \"a\"");
    }
}
