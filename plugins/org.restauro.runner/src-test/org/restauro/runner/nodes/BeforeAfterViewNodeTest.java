// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.MissingCell;
import org.knime.core.data.RowKey;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.image.png.PNGImageCellFactory;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.DefaultNodeProgressMonitor;
import org.knime.core.node.NodeAccess;
import org.knime.core.node.NodeModel;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectHolder;
import org.knime.node.DefaultNodeFactory;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.standin.TemporaryData;
import org.restauro.views.data.BeforeAfterData;
import org.restauro.views.data.Column;
import org.restauro.views.data.MetricInfo;
import org.restauro.views.data.Row;
import org.restauro.views.data.Size;

class BeforeAfterViewNodeTest {

    @TempDir Path folder;

    private final TemporaryData data = new TemporaryData();

    @AfterEach
    void close() {
        data.close();
    }

    private NodeRun view() throws Exception {
        return new NodeRun(NodeRun.BEFORE_AFTER_VIEW, data);
    }

    /** Two images; the second has no restored image, and its mask is no picture. */
    private BufferedDataTable table() {
        DataType png = PNGImageCellFactory.TYPE;
        BufferedDataContainer container =
                container(
                        new DataTableSpec(
                                new String[] {
                                    "name",
                                    "image",
                                    "mask",
                                    "restored",
                                    "restored 2",
                                    "truth",
                                    "seconds",
                                    "status",
                                    "PSNR",
                                    "LPIPS alex in holes",
                                    "PSNR (#1)"
                                },
                                new DataType[] {
                                    StringCell.TYPE,
                                    png,
                                    png,
                                    png,
                                    png,
                                    png,
                                    DoubleCell.TYPE,
                                    StringCell.TYPE,
                                    DoubleCell.TYPE,
                                    DoubleCell.TYPE,
                                    DoubleCell.TYPE
                                }));
        container.addRowToTable(
                new DefaultRow(
                        "r0",
                        new StringCell("north wall"),
                        PNGImageCellFactory.create(png(300, 200, 1)),
                        PNGImageCellFactory.create(
                                ImageFiles.toPng(Pictures.box(300, 200, 0, 0, 150, 200))),
                        PNGImageCellFactory.create(png(300, 200, 2)),
                        PNGImageCellFactory.create(png(300, 200, 3)),
                        PNGImageCellFactory.create(png(300, 200, 4)),
                        new DoubleCell(1.5),
                        new StringCell("ok"),
                        new DoubleCell(30),
                        new DoubleCell(0.25),
                        new DoubleCell(Double.POSITIVE_INFINITY)));
        container.addRowToTable(
                new DefaultRow(
                        "r1",
                        DataType.getMissingCell(),
                        PNGImageCellFactory.create(png(20, 30, 5)),
                        PNGImageCellFactory.create(png(20, 30, 5)),
                        new MissingCell("The hole is too large."),
                        DataType.getMissingCell(),
                        PNGImageCellFactory.create(png(20, 30, 6)),
                        DataType.getMissingCell(),
                        new StringCell("failed"),
                        DataType.getMissingCell(),
                        DataType.getMissingCell(),
                        new DoubleCell(20)));
        container.close();
        return container.getTable();
    }

    private BufferedDataContainer container(DataTableSpec spec) {
        return NodeAccess.context(new DefaultNodeProgressMonitor(), data.newNode())
                .createDataContainer(spec);
    }

    private static byte[] png(int width, int height, long seed) {
        return ImageFiles.toPng(Pictures.noise(width, height, 3, seed));
    }

    @Test
    void shows_the_columns_that_tables_of_ours_have() throws Exception {
        NodeRun run = view();
        run.execute(table());
        BeforeAfterData shown;
        try (ShownView page = new ShownView(run)) {
            shown = page.data(BeforeAfterData.class);
        }

        assertThat(shown.title()).isEqualTo("Before/After View");
        assertThat(shown.columns())
                .containsExactly(
                        Column.damaged("image"),
                        Column.restored(0, "restored"),
                        Column.restored(1, "restored 2"),
                        Column.truth("truth"),
                        Column.mask("mask"));
        assertThat(shown.metrics())
                .containsExactly(
                        new MetricInfo("PSNR", "PSNR", true, null),
                        new MetricInfo("LPIPS alex in holes", "LPIPS alex in holes", false, null));
        Row first = shown.rows().get(0);
        assertThat(first.name()).isEqualTo("north wall");
        assertThat(first.size()).isEqualTo(new Size(300, 200));
        assertThat(first.holeRatio()).isCloseTo(0.5, within(1e-9));
        assertThat(first.seconds()).isEqualTo(1.5);
        assertThat(first.status()).isEqualTo("ok");
        assertThat(first.present()).containsOnly(true);
        assertThat(first.reasons()).isNull();
        assertThat(first.scores().get("PSNR")).containsExactly(30.0, null);
        assertThat(first.scores().get("LPIPS alex in holes")).containsExactly(0.25, null);
        Row second = shown.rows().get(1);
        assertThat(second.name()).isEqualTo("r1");
        assertThat(second.size()).isEqualTo(new Size(20, 30));
        assertThat(second.present()).containsExactly(true, false, false, true, true);
        assertThat(second.reasons())
                .containsExactly(
                        null, "The hole is too large.", "The cell is missing.", null, null);
        assertThat(second.scores().get("PSNR")).containsExactly(null, 20.0);
        assertThat(shown.notes()).singleElement().asString().contains("infinite");
    }

    @Test
    void gives_pictures_when_they_are_shown() throws Exception {
        NodeRun run = view();
        BufferedDataTable table = table();
        run.execute(table);
        try (ShownView page = new ShownView(run)) {
            assertThat(ShownView.decode(page.image(0, "restored:1", 0)))
                    .isEqualTo(NodeRun.image(table, 0, "restored 2"));
            assertThat(ShownView.decode(page.image(1, "truth", 0)))
                    .isEqualTo(NodeRun.image(table, 1, "truth"));
            String scaled = page.image(0, "damaged", 100);
            assertThat(scaled).startsWith("data:image/jpeg;base64,");
            assertThat(ShownView.decode(scaled).width()).isEqualTo(100);
            assertThat(page.image(1, "restored:0", 0)).isEmpty();

            List<String> small = page.thumbnails(List.of(1, 0, 1), "restored:0");
            assertThat(small.get(0)).isEmpty();
            assertThat(small.get(2)).isEmpty();
            assertThat(ShownView.decode(small.get(1)).width()).isEqualTo(192);
            assertThat(page.thumbnails(List.of(1, 0, 1), "restored:0")).isEqualTo(small);
            String mask = page.thumbnails(List.of(0), "mask").get(0);
            assertThat(mask).startsWith("data:image/png;base64,");
            PixelImage decoded = ShownView.decode(mask);
            assertThat(decoded.sample(10, 10, 0)).isZero();
            assertThat(decoded.sample(180, 10, 0)).isEqualTo(255);
            assertThat(page.thumbnails(List.of(), "mask")).isEmpty();

            assertThat(page.call("image", 2, "mask", 0).at("/error/message").asText())
                    .contains("no row 2");
            assertThat(page.call("image", 0, "restored:9", 0).at("/error/message").asText())
                    .contains("no column \"restored:9\"");
        }
    }

    @Test
    void answers_several_threads_at_once_and_nothing_after_it_is_closed() throws Exception {
        NodeRun run = view();
        run.execute(table());
        ShownView page = new ShownView(run);
        List<String> expected = page.thumbnails(List.of(0, 1), "damaged");
        assertThat(
                        IntStream.range(0, 40)
                                .parallel()
                                .mapToObj(
                                        i -> {
                                            try {
                                                return page.thumbnails(List.of(0, 1), "damaged");
                                            } catch (Exception e) {
                                                throw new AssertionError(e);
                                            }
                                        }))
                .allMatch(expected::equals);
        page.close();
        assertThat(page.call("thumbnails", List.of(0), "damaged").at("/error/message").asText())
                .contains("closed");
        try (ShownView again = new ShownView(run)) {
            assertThat(again.thumbnails(List.of(0, 1), "damaged")).isEqualTo(expected);
        }
    }

    @Test
    void a_loaded_node_shows_what_an_executed_one_does() throws Exception {
        NodeRun run = view();
        run.execute(table());
        PortObject[] kept = ((PortObjectHolder) run.node().model()).getInternalPortObjects();
        DefaultNodeFactory factory = (DefaultNodeFactory) run.node().factory();
        NodeModel loaded = factory.createNodeModel();
        ((PortObjectHolder) loaded).setInternalPortObjects(kept);
        try (ShownView executed = new ShownView(run);
                ShownView page = new ShownView(factory.createNodeView(loaded))) {
            assertThat(page.data(BeforeAfterData.class))
                    .isEqualTo(executed.data(BeforeAfterData.class));
            assertThat(page.image(0, "truth", 0)).isEqualTo(executed.image(0, "truth", 0));
        }
        NodeModel old = factory.createNodeModel();
        BeforeAfterData nothing =
                new ShownView(factory.createNodeView(old)).data(BeforeAfterData.class);
        assertThat(nothing.rows()).isEmpty();
        assertThat(nothing.notes()).singleElement().asString().contains("execute it again");
    }

    @Test
    void a_scorer_says_which_column_it_judged() throws Exception {
        BufferedDataTable table = table();
        for (String column : List.of("restored 2", "restored")) {
            table =
                    (BufferedDataTable)
                            new NodeRun(NodeRun.LPIPS_SCORER, data)
                                    .with(
                                            "restoredColumn", column,
                                            "truthColumn", "truth",
                                            "lpipsAlex", false,
                                            "psnr", false,
                                            "l1", false)
                                    .execute(table)[0];
        }
        NodeRun run = view();
        run.execute(table);
        BeforeAfterData shown = new ShownView(run).data(BeforeAfterData.class);
        assertThat(shown.rows().get(0).scores().get("SSIM"))
                .containsExactly(
                        ((DoubleCell) NodeRun.cell(table, 0, "SSIM (#1)")).getDoubleValue(),
                        ((DoubleCell) NodeRun.cell(table, 0, "SSIM")).getDoubleValue());
        assertThat(shown.rows().get(0).status()).isEqualTo("ok");
    }

    @Test
    void a_table_without_rows_has_a_view() throws Exception {
        BufferedDataContainer container =
                container(
                        new DataTableSpec(
                                new String[] {"after"}, new DataType[] {PNGImageCellFactory.TYPE}));
        container.close();
        NodeRun run = view();
        run.execute(container.getTable());
        try (ShownView page = new ShownView(run)) {
            BeforeAfterData shown = page.data(BeforeAfterData.class);
            assertThat(shown.columns()).containsExactly(Column.restored(0, "after"));
            assertThat(shown.rows()).isEmpty();
            assertThat(page.thumbnails(List.of(), "restored:0")).isEmpty();
        }
    }

    @Test
    void of_a_large_table_the_first_rows_are_shown() throws Exception {
        byte[] tiny = png(2, 2, 1);
        BufferedDataContainer container =
                container(
                        new DataTableSpec(
                                new String[] {"restored"},
                                new DataType[] {PNGImageCellFactory.TYPE}));
        for (long i = 0; i < 12_000; i++) {
            container.addRowToTable(
                    new DefaultRow(RowKey.createRowKey(i), PNGImageCellFactory.create(tiny)));
        }
        container.close();
        NodeRun run = view();
        run.execute(container.getTable());
        try (ShownView page = new ShownView(run)) {
            BeforeAfterData shown = page.data(BeforeAfterData.class);
            assertThat(shown.rows()).hasSize(10_000);
            assertThat(shown.notes())
                    .containsExactly("Only the first 10,000 of 12,000 rows are shown.");
            assertThat(page.thumbnails(List.of(9_999, 0, 5_000), "restored:0"))
                    .allMatch(uri -> uri.startsWith("data:"));
        }
    }

    @Test
    void refuses_columns_that_are_not_there() throws Exception {
        BufferedDataTable table = table();
        assertThat(view().with("damagedColumn", "gone").refusal(table))
                .contains("damaged column \"gone\"");
        assertThat(view().with("restoredColumns/0/column", "name").refusal(table))
                .contains("restored column \"name\"", "PNG");
        assertThat(view().emptied("restoredColumns").refusal(table))
                .contains("No restored column is chosen");
        assertThat(view().with("nameColumn", "image").refusal(table)).contains("name column");
        assertThat(
                        view().with(
                                        "restoredColumns/0/column", "truth",
                                        "restoredColumns/1/column", "truth")
                                .refusal(table))
                .contains("chosen twice");
    }
}
