// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.DefaultNodeProgressMonitor;
import org.knime.core.node.port.PortObject;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;
import org.restauro.standin.TemporaryData;
import org.restauro.views.data.BeforeAfterData;
import org.restauro.views.data.Column;
import org.restauro.views.data.Row;
import org.restauro.views.data.Size;

class InpaintNodeTest {

    @TempDir Path folder;

    private final TemporaryData data = new TemporaryData();
    private PortObject model;
    private BufferedDataTable table;

    @BeforeEach
    void a_model_and_a_table() throws Exception {
        Path images = folder.resolve("images");
        Path masks = folder.resolve("masks");
        Pictures.write(images.resolve("a.png"), Pictures.noise(64, 64, 3, 1));
        Pictures.write(images.resolve("b.png"), Pictures.noise(150, 90, 3, 2));
        Pictures.write(images.resolve("c.png"), Pictures.noise(10, 20, 1, 3));
        Pictures.write(masks.resolve("a.png"), Pictures.box(64, 64, 10, 12, 20, 9));
        Pictures.write(masks.resolve("b.png"), Pictures.box(150, 90, 100, 50, 30, 30));
        model =
                new NodeRun(NodeRun.MODEL_READER, data)
                        .with("file", SmallModel.write(folder.resolve("small.safetensors")))
                        .execute()[0];
        table =
                new NodeRun(NodeRun.IMAGE_SET_READER, data)
                        .with("imageFolder", images, "maskFolder", masks)
                        .table();
    }

    @AfterEach
    void close() {
        data.close();
    }

    private NodeRun inpaint() throws Exception {
        return new NodeRun(NodeRun.INPAINT, data).with("device", "cpu");
    }

    @Test
    void fills_holes_and_keeps_known_pixels_bit_for_bit() throws Exception {
        NodeRun run = new NodeRun(NodeRun.INPAINT, data);
        BufferedDataTable restored = run.table(model, table);

        assertThat(restored.getSpec().getColumnNames())
                .endsWith("restored", "seconds", "status (#1)");
        for (int row = 0; row < 2; row++) {
            PixelImage before = NodeRun.image(restored, row, "image");
            PixelImage after = NodeRun.image(restored, row, "restored");
            Mask mask = NodeRun.mask(restored, row, "mask");
            int changed = 0;
            for (int y = 0; y < before.height(); y++) {
                for (int x = 0; x < before.width(); x++) {
                    boolean same = before.sample(x, y, 0) == after.sample(x, y, 0);
                    assertThat(same || mask.isHole(x, y)).as("(%d, %d)", x, y).isTrue();
                    changed += same ? 0 : 1;
                }
            }
            assertThat(changed).isGreaterThan(100);
        }
        assertThat(NodeRun.text(restored, 0, "status (#1)")).startsWith("ok: ");
        assertThat(Double.parseDouble(NodeRun.text(restored, 0, "seconds"))).isPositive();
    }

    @Test
    void keeps_a_row_without_a_mask_and_says_why() throws Exception {
        NodeRun run = inpaint();
        BufferedDataTable restored = run.table(model, table);

        assertThat(restored.size()).isEqualTo(3);
        assertThat(NodeRun.cell(restored, 2, "restored").isMissing()).isTrue();
        assertThat(NodeRun.text(restored, 2, "status (#1)"))
                .isEqualTo("There is no mask: no mask was found");
        assertThat(run.message()).contains("Row \"c\"", "no mask was found");
        assertThat(inpaint().with("onFailure", "FAIL").failure(model, table))
                .isEqualTo("Row \"c\" failed: There is no mask: no mask was found");
    }

    @Test
    void shows_its_variants_and_why_one_is_missing() throws Exception {
        NodeRun run = inpaint().with("variants", 2);
        BufferedDataTable restored = run.table(model, table);
        try (ShownView page = new ShownView(run)) {
            BeforeAfterData shown = page.data(BeforeAfterData.class);

            assertThat(shown.columns())
                    .containsExactly(
                            Column.damaged("image"),
                            Column.restored(0, "restored"),
                            Column.restored(1, "restored 2"),
                            Column.mask("mask"));
            Row large = shown.rows().get(1);
            assertThat(large.name()).isEqualTo("b");
            assertThat(large.size()).isEqualTo(new Size(150, 90));
            assertThat(large.holeRatio()).isEqualTo(900.0 / (150 * 90));
            assertThat(large.seconds()).isPositive();
            assertThat(large.status()).startsWith("ok: ");
            Row failed = shown.rows().get(2);
            assertThat(failed.present()).containsExactly(true, false, false, false);
            assertThat(failed.reasons().get(1)).isEqualTo("There is no mask: no mask was found");
            assertThat(failed.status()).contains("no mask was found");
            assertThat(ShownView.decode(page.image(1, "restored:1", 0)))
                    .isEqualTo(NodeRun.image(restored, 1, "restored 2"));
            assertThat(page.thumbnails(List.of(0, 1, 2), "restored:0").get(2)).isEmpty();
        }
    }

    @Test
    void makes_variants_that_differ_and_can_be_repeated() throws Exception {
        BufferedDataTable one = inpaint().with("variants", 2, "batch", 2).table(model, table);
        BufferedDataTable two = inpaint().with("variants", 2).table(model, table);

        assertThat(one.getSpec().getColumnNames()).contains("restored", "restored 2");
        byte[] first = NodeRun.image(one, 0, "restored").bytes8();
        assertThat(NodeRun.image(one, 0, "restored 2").bytes8()).isNotEqualTo(first);
        assertThat(NodeRun.image(two, 0, "restored").bytes8()).isEqualTo(first);
        assertThat(
                        NodeRun.image(inpaint().with("seed", 1L).table(model, table), 0, "restored")
                                .bytes8())
                .isNotEqualTo(first);
    }

    @Test
    void follows_the_published_procedure_where_sizes_fit() throws Exception {
        NodeRun run = inpaint().with("policy", "MAT_PROCEDURE");
        BufferedDataTable restored = run.table(model, table);

        assertThat(NodeRun.text(restored, 0, "status (#1)")).isEqualTo("ok: MAT's own procedure");
        assertThat(NodeRun.text(restored, 1, "status (#1)")).contains("multiples of 64");
    }

    @Test
    void stops_when_cancelled() throws Exception {
        DefaultNodeProgressMonitor monitor = new DefaultNodeProgressMonitor();
        monitor.setExecuteCanceled();

        assertThat(inpaint().failure(monitor, model, table)).isEqualTo("Execution canceled");
    }

    @Test
    void refuses_wrong_settings_with_a_full_sentence() throws Exception {
        assertThat(refused("variants", 0)).contains("number of variants is 0");
        assertThat(refused("truncation", 1.5)).contains("1.5");
        assertThat(refused("device", "quantum")).contains("no device called \"quantum\"");
        assertThat(refused("policy", "MAT_PROCEDURE", "variants", 2)).contains("one variant");
        assertThat(inpaint().with("maskColumn", "gone").refusal(model, table))
                .contains("mask column \"gone\"");
        assertThat(inpaint().with("restoredColumn", "").refusal(model, table))
                .contains("restored column is empty");
    }

    private String refused(Object... settings) throws Exception {
        try {
            inpaint().with(settings).configures(model, table);
        } catch (AssertionError e) {
            return e.getMessage();
        }
        throw new AssertionError("accepted");
    }
}
