// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataRow;
import org.knime.core.data.MissingCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.DefaultNodeProgressMonitor;
import org.knime.core.node.port.PortObject;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.standin.TemporaryData;

class ImageSetNodesTest {

    @TempDir Path folder;

    private final TemporaryData data = new TemporaryData();
    private final PixelImage colour = Pictures.noise(7, 5, 3, 1);
    private final PixelImage deep = PixelImage.of16(3, 2, 1, new short[] {1, 2, 3, -1, 5, 6});
    private Path images;
    private Path masks;

    @BeforeEach
    void two_images_and_a_mask() throws Exception {
        images = folder.resolve("images");
        masks = folder.resolve("masks");
        Pictures.write(images.resolve("a.png"), colour);
        Pictures.write(images.resolve("b.png"), deep);
        Pictures.write(masks.resolve("a_mask.png"), Pictures.box(7, 5, 1, 1, 2, 2));
        Pictures.write(masks.resolve("b.png"), Pictures.box(3, 2, 0, 0, 1, 1));
    }

    @AfterEach
    void close() {
        data.close();
    }

    private NodeRun reader() throws Exception {
        return new NodeRun(NodeRun.IMAGE_SET_READER, data)
                .with("imageFolder", images, "maskFolder", masks);
    }

    private NodeRun writer(Path to) throws Exception {
        return new NodeRun(NodeRun.IMAGE_SET_WRITER, data)
                .with("nameColumn", "name", "columns/0/column", "image", "folder", to);
    }

    @Test
    void reads_images_and_masks_exactly() throws Exception {
        NodeRun run = reader();
        BufferedDataTable table = run.table();

        assertThat(table.getSpec().getColumnNames())
                .containsExactly("name", "image", "mask", "width", "height", "status");
        assertThat(NodeRun.rows(table))
                .extracting(row -> row.getKey().getString())
                .containsExactly("a", "b");
        assertThat(NodeRun.image(table, 0, "image").bytes8()).containsExactly(colour.bytes8());
        assertThat(NodeRun.image(table, 1, "image").samples16()).containsExactly(deep.samples16());
        assertThat(NodeRun.mask(table, 0, "mask").holePixels()).isEqualTo(4);
        assertThat(NodeRun.text(table, 0, "width")).isEqualTo("7");
        assertThat(NodeRun.text(table, 1, "status")).isEqualTo("ok");
        assertThat(run.message()).isEmpty();
    }

    @Test
    void turns_white_holes_into_black_ones() throws Exception {
        BufferedDataTable table = reader().with("holes", "WHITE").table();

        assertThat(NodeRun.mask(table, 0, "mask").holePixels()).isEqualTo(35 - 4);
    }

    @Test
    void gives_a_broken_file_missing_cells_and_a_reason() throws Exception {
        Files.writeString(images.resolve("c.png"), "no picture");
        Pictures.write(masks.resolve("c.png"), Mask.known(2, 2));
        NodeRun run = reader();
        BufferedDataTable table = run.table();

        DataRow broken = NodeRun.rows(table).get(2);
        assertThat(broken.getCell(1)).isInstanceOf(MissingCell.class);
        assertThat(((MissingCell) broken.getCell(1)).getError()).contains("c.png");
        assertThat(NodeRun.text(table, 2, "status")).contains("c.png");
        assertThat(run.message()).contains("1 row has a missing result", "c.png");

        assertThat(reader().with("onFailure", "FAIL").failure())
                .contains("Row \"c\" failed", "c.png");
    }

    @Test
    void names_both_sizes_of_a_mask_that_does_not_fit() throws Exception {
        Pictures.write(masks.resolve("b.png"), Mask.known(4, 4));

        assertThat(NodeRun.text(reader().table(), 1, "status")).contains("4", "3", "2");
        Mask fitted = NodeRun.mask(reader().with("resizeMasks", true).table(), 1, "mask");
        assertThat(fitted.width()).isEqualTo(3);
    }

    @Test
    void refuses_a_file_with_too_many_pixels_before_decoding_it() throws Exception {
        Pictures.write(images.resolve("big.png"), Pictures.noise(1100, 1000, 1, 2));

        BufferedDataTable table = reader().with("maxMegapixels", 1).table();

        assertThat(NodeRun.text(table, 2, "status")).contains("big.png");
    }

    @Test
    void says_what_to_do_without_a_folder() throws Exception {
        assertThat(new NodeRun(NodeRun.IMAGE_SET_READER, data).refusal())
                .isEqualTo(
                        "No image folder is chosen. Write its path in the dialog, or set the flow"
                                + " variable that controls it.");
        assertThat(reader().with("maskFolder", "/no/such/folder").refusal())
                .contains("mask folder", "/no/such/folder", "does not exist");
    }

    @Test
    void stops_when_cancelled() throws Exception {
        DefaultNodeProgressMonitor monitor = new DefaultNodeProgressMonitor();
        monitor.setExecuteCanceled();

        assertThat(reader().failure(monitor)).isEqualTo("Execution canceled");
    }

    @Test
    void writes_what_it_read() throws Exception {
        Path out = folder.resolve("out/deep");
        NodeRun run = writer(out);
        BufferedDataTable written = run.table(reader().table());

        assertThat(ImageFiles.read(out.resolve("a.png")).bytes8()).containsExactly(colour.bytes8());
        assertThat(ImageFiles.read(out.resolve("b.png")).samples16())
                .containsExactly(deep.samples16());
        assertThat(NodeRun.text(written, 0, "path")).isEqualTo(out.resolve("a.png").toString());
        assertThat(NodeRun.text(written, 0, "write status")).isEqualTo("ok");
    }

    @Test
    void chooses_columns_by_itself_when_connected() throws Exception {
        BufferedDataTable table = reader().table();
        NodeRun run = new NodeRun(NodeRun.IMAGE_SET_WRITER, data);

        assertThat(run.refusal(table)).contains("No folder is chosen");
    }

    @Test
    void fails_overwrites_skips_or_numbers_existing_files() throws Exception {
        BufferedDataTable table = reader().table();
        Path out = folder.resolve("out");
        Pictures.write(out.resolve("a.png"), Pictures.noise(1, 1, 3, 3));
        byte[] old = Files.readAllBytes(out.resolve("a.png"));

        assertThat(writer(out).failure(table)).contains("Row \"a\" failed", "a.png");
        BufferedDataTable kept = writer(out).with("onFailure", "MISSING").table(table);
        assertThat(NodeRun.cell(kept, 0, "path").isMissing()).isTrue();
        BufferedDataTable skipped = writer(out).with("existing", "SKIP").table(table);
        assertThat(NodeRun.text(skipped, 0, "write status")).contains("skipped");
        assertThat(out.resolve("a.png")).hasBinaryContent(old);
        writer(out).with("existing", "NUMBER").table(table);
        assertThat(out.resolve("a (2).png")).exists();
        assertThat(out.resolve("a.png")).hasBinaryContent(old);
        writer(out).with("existing", "OVERWRITE").table(table);
        assertThat(ImageFiles.read(out.resolve("a.png")).bytes8()).containsExactly(colour.bytes8());
    }

    @Test
    void writes_several_columns_and_formats_side_by_side() throws Exception {
        Path out = folder.resolve("out");
        NodeRun run =
                writer(out)
                        .with("columns/1/column", "mask", "columns/1/suffix", "_mask")
                        .with("format", "TIFF");

        BufferedDataTable written = run.table(reader().table());

        assertThat(out)
                .isDirectoryContaining("glob:**a_mask.tif*")
                .isDirectoryContaining("glob:**b.tif*");
        assertThat(written.getSpec().getColumnNames())
                .endsWith("path of image", "path of mask", "write status");
    }

    @Test
    void passes_on_a_row_without_an_image() throws Exception {
        Files.writeString(images.resolve("c.png"), "no picture");

        BufferedDataTable written = writer(folder.resolve("out")).table(reader().table());

        assertThat(NodeRun.cell(written, 2, "path").isMissing()).isTrue();
        assertThat(NodeRun.text(written, 2, "write status")).startsWith("nothing written");
    }

    @Test
    void lists_a_data_set_without_opening_its_images() throws Exception {
        Files.writeString(images.resolve("c.png"), "no picture");
        NodeRun run =
                new NodeRun(NodeRun.DATASET_READER, data)
                        .with("imageFolder", images, "maskFolder", masks);

        PortObject dataSet = run.execute()[0];

        assertThat(dataSet.getSummary()).contains("images", "3 images", "with masks");
        @SuppressWarnings("unchecked")
        List<Record> entries =
                ((java.util.stream.Stream<Record>)
                                dataSet.getClass().getMethod("entries").invoke(dataSet))
                        .toList();
        assertThat(entries).hasSize(3);
        assertThat(entries.get(0).toString())
                .contains("name=a", images.resolve("a.png").toString(), "a_mask.png");
        assertThat(entries.get(2).toString()).contains("mask=Optional.empty");
    }
}
