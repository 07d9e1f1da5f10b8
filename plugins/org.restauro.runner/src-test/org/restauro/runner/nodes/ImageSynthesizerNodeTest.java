// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.collection.ListCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.DefaultNodeProgressMonitor;
import org.knime.core.node.port.PortObject;
import org.restauro.images.PixelImage;
import org.restauro.runner.TinyGan;
import org.restauro.standin.TemporaryData;

class ImageSynthesizerNodeTest {

    private static final String ROWS = "Seeds or codes";

    @TempDir Path folder;

    private final TemporaryData data = new TemporaryData();
    private PortObject model;

    @BeforeEach
    void a_model() throws Exception {
        model = read(TinyGan.write(folder, "stylegan2", 0));
    }

    private PortObject read(Path file) throws Exception {
        return new NodeRun(NodeRun.MODEL_READER, data).with("file", file).execute()[0];
    }

    @AfterEach
    void close() {
        data.close();
    }

    private NodeRun synthesizer() throws Exception {
        return new NodeRun(NodeRun.IMAGE_SYNTHESIZER, data)
                .with("computation/device", "cpu", "count", 5, "firstSeed", 7L);
    }

    private NodeRun withTable(BufferedDataTable table) throws Exception {
        return new NodeRun(NodeRun.IMAGE_SYNTHESIZER, NodeRun.ports(ROWS, table), data)
                .with("computation/device", "cpu");
    }

    @Test
    void makes_an_image_of_each_seed_and_a_sheet_of_all() throws Exception {
        PortObject[] out = synthesizer().execute(model);
        BufferedDataTable table = (BufferedDataTable) out[0];

        assertThat(table.getSpec().getColumnNames())
                .containsExactly("name", "image", "seed", "origin", "sheet row", "sheet column");
        assertThat(table.size()).isEqualTo(5);
        assertThat(NodeRun.rows(table).get(4).getKey().getString()).isEqualTo("seed0011");
        assertThat(NodeRun.text(table, 4, "sheet row")).isEqualTo("1");
        PixelImage sheet = NodeRun.image((BufferedDataTable) out[1], 0, "sheet");
        assertThat(sheet.width()).isEqualTo(3 * 16 + 2 * 2);
        assertThat(sheet.toRgb8().crop(18, 18, 16, 16).bytes8())
                .isEqualTo(NodeRun.image(table, 4, "image").bytes8());
    }

    @Test
    void a_table_of_seeds_or_codes_gives_the_same_images() throws Exception {
        BufferedDataTable made = synthesizer().with("codes", "WP").table(model);
        assertThat(((ListCell) NodeRun.cell(made, 0, "codes")).size()).isEqualTo(6 * 8);

        BufferedDataTable bySeed =
                withTable(made)
                        .with("seedColumn", "seed", "codesColumn", "<none>", "imageColumn", "again")
                        .table(model, made);
        BufferedDataTable byCodes =
                withTable(made)
                        .with("codesColumn", "codes", "codesSpace", "WP", "imageColumn", "again")
                        .table(model, made);
        for (int row = 0; row < 5; row++) {
            byte[] expected = NodeRun.bytes(made, row, "image");
            assertThat(NodeRun.bytes(bySeed, row, "again")).isEqualTo(expected);
            assertThat(NodeRun.bytes(byCodes, row, "again")).isEqualTo(expected);
            assertThat(NodeRun.text(bySeed, row, "status")).isEqualTo("ok");
        }
    }

    @Test
    void a_row_that_does_not_fit_keeps_its_place_and_says_why() throws Exception {
        BufferedDataTable made = synthesizer().with("codes", "W").table(model);
        NodeRun run =
                withTable(made)
                        .with(
                                "codesColumn", "codes",
                                "codesSpace", "WP",
                                "imageColumn", "again");
        BufferedDataTable again = run.table(model, made);
        assertThat(NodeRun.cell(again, 2, "again").isMissing()).isTrue();
        assertThat(NodeRun.text(again, 2, "status"))
                .isEqualTo("Codes of WP with 8 values do not fit the model; 48 would be right.");
        assertThat(run.message()).contains("5 rows have missing results");
        assertThat(
                        withTable(made)
                                .with(
                                        "codesColumn", "codes",
                                        "codesSpace", "WP",
                                        "onFailure", "FAIL")
                                .failure(model, made))
                .contains("Row \"seed0007\" failed");
    }

    @Test
    void walks_and_mixes() throws Exception {
        BufferedDataTable path =
                synthesizer().with("series", "PATH", "path/steps", 3, "count", 2).table(model);
        assertThat(path.size()).isEqualTo(4);
        assertThat(NodeRun.text(path, 1, "origin")).isEqualTo("seed 7 to seed 8, step 1 of 3");

        PortObject[] mixed =
                synthesizer()
                        .with("series", "MIXING", "count", 2, "mixing/seeds", 3, "truncation", 1.0)
                        .execute(model);
        BufferedDataTable table = (BufferedDataTable) mixed[0];
        assertThat(table.size()).isEqualTo(3 + 2 * 4);
        assertThat(NodeRun.rows(table).get(4).getKey().getString()).isEqualTo("seed0007-seed1000");
        assertThat(NodeRun.image((BufferedDataTable) mixed[1], 0, "sheet").width())
                .isEqualTo(4 * 16 + 3 * 2);
    }

    @Test
    void shows_classes() throws Exception {
        PortObject ada = read(TinyGan.write(folder, "stylegan2ada", 3));
        BufferedDataTable table = synthesizer().with("classes", "0,2", "count", 2).table(ada);
        assertThat(table.size()).isEqualTo(4);
        assertThat(NodeRun.text(table, 3, "origin")).isEqualTo("seed 8, class 2");
        assertThat(NodeRun.bytes(table, 0, "image")).isNotEqualTo(NodeRun.bytes(table, 1, "image"));
        assertThat(synthesizer().failure(ada)).contains("The model has 3 classes; choose one");
        assertThat(synthesizer().with("classes", "5").failure(ada)).contains("0 to 2");
        assertThat(synthesizer().with("classes", "0").failure(model))
                .contains("trained without classes");
    }

    @Test
    void refuses_what_cannot_work_with_a_full_sentence() throws Exception {
        PortObject mat = read(SmallModel.write(folder.resolve("mat.safetensors")));
        assertThat(synthesizer().refusal(mat))
                .contains("of the family \"mat\", which does not make images from latents")
                .contains("\"stylegan2\"");
        assertThat(new NodeRun(NodeRun.INPAINT, data).refusal(model, synthesizer().table(model)))
                .contains("of the family \"stylegan2\", which cannot fill holes");
        PortObject pggan = read(TinyGan.write(folder, "pggan", 0));
        assertThat(synthesizer().with("series", "MIXING").failure(pggan)).contains("has no styles");
        assertThat(refused("mixing/layers", "coarse")).contains("are no layers");
        assertThat(refused("count", 0)).contains("number of seeds is 0");
        assertThat(refused("imageColumn", " ")).contains("name of the image column is empty");
        DefaultNodeProgressMonitor monitor = new DefaultNodeProgressMonitor();
        monitor.setExecuteCanceled();
        assertThat(synthesizer().failure(monitor, model)).isEqualTo("Execution canceled");
    }

    private String refused(Object... settings) throws Exception {
        try {
            synthesizer().with(settings).configures(model);
        } catch (AssertionError e) {
            return e.getMessage();
        }
        throw new AssertionError("accepted");
    }
}
