// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.DefaultNodeProgressMonitor;
import org.knime.core.node.NodeAccess;
import org.knime.core.node.port.PortObject;
import org.restauro.images.PixelImage;
import org.restauro.standin.TemporaryData;
import org.restauro.views.data.BeforeAfterData;
import org.restauro.views.data.Column;
import org.restauro.views.data.Role;
import org.restauro.views.data.Row;

/** References on their way: Model Reader, Reference Encoder, Inpaint. */
@Tag("slow")
class ReferenceNodesTest {

    @TempDir Path folder;

    private final TemporaryData data = new TemporaryData();
    private Path backboneFile;
    private Path modelFile;
    private PortObject model;
    private BufferedDataTable table;

    @BeforeEach
    void a_model_and_murals() throws Exception {
        backboneFile = SmallModel.write(folder.resolve("small.safetensors"));
        modelFile =
                SmallReferenceModel.write(folder.resolve("guided.safetensors"), backboneFile, 1);
        model = reader(modelFile).execute()[0];
        table =
                new NodeRun(NodeRun.SAMPLE_MURALS, data)
                        .with("count", 3, "width", 64, "height", 64, "includeReference", true)
                        .table();
    }

    @AfterEach
    void close() {
        data.close();
    }

    private NodeRun reader(final Path file) throws Exception {
        return new NodeRun(NodeRun.MODEL_READER, data).with("file", file);
    }

    private NodeRun encoder() throws Exception {
        return new NodeRun(NodeRun.REFERENCE_ENCODER, data)
                .with("nameColumn", "name", "computation/device", "cpu");
    }

    private NodeRun guided(final PortObject references) throws Exception {
        return new NodeRun(NodeRun.INPAINT, NodeRun.ports("References", references), data)
                .with("device", "cpu");
    }

    private NodeRun plain() throws Exception {
        return new NodeRun(NodeRun.INPAINT, data).with("device", "cpu");
    }

    private static byte[] restored(final BufferedDataTable table, final int row) throws Exception {
        return NodeRun.image(table, row, "restored").bytes8();
    }

    private BufferedDataTable murals(final int count, final long seed) throws Exception {
        return new NodeRun(NodeRun.SAMPLE_MURALS, data)
                .with("count", count, "width", 64, "height", 64, "seed", seed)
                .with("includeReference", true)
                .table();
    }

    @Test
    void reads_a_reference_model_with_the_backbone_beside_it() throws Exception {
        NodeRun run = reader(modelFile);

        assertThat(run.configures()).isTrue();
        assertThat(run.execute()[0].getSpec()).isEqualTo(run.node().specs()[0]);
        assertThat(run.execute()[0].getSummary()).contains("mat-reference", "64 × 64", "guided");
    }

    @Test
    void asks_for_a_backbone_that_is_elsewhere_and_refuses_another() throws Exception {
        Path alone = Files.createDirectories(folder.resolve("alone")).resolve("guided.safetensors");
        Files.copy(modelFile, alone);
        assertThat(reader(alone).refusal())
                .contains("guided.safetensors", "small.safetensors", "alone", "Backbone file");

        assertThat(reader(alone).with("backbone", backboneFile).execute()[0]).isNotNull();
        assertThat(reader(alone).with("backbone", folder.resolve("gone")).refusal())
                .contains("backbone file", "gone");
        Path other = SmallModel.write(folder.resolve("other.safetensors"), 2);
        assertThat(reader(alone).with("backbone", other).failure())
                .contains("was trained on", "small.safetensors", "other.safetensors");
    }

    @Test
    void encodes_references_and_shows_what_the_model_sees() throws Exception {
        NodeRun run = encoder();
        PortObject references = run.execute(model, table)[0];

        assertThat(references.getSummary()).contains("3 references", "guided");
        try (ShownView page = new ShownView(run)) {
            BeforeAfterData shown = page.data(BeforeAfterData.class);
            assertThat(shown.columns())
                    .containsExactly(
                            new Column("other:0", "reference", Role.OTHER),
                            new Column("other:1", "encoded", Role.OTHER));
            Row first = shown.rows().get(0);
            assertThat(first.name()).isEqualTo("mural-00001");
            assertThat(first.status()).contains("from 64 × 64 to 32 × 32");
            PixelImage encoded = ShownView.decode(page.image(0, "other:1", 0));
            assertThat(encoded.width()).isEqualTo(32);
            assertThat(ShownView.decode(page.image(0, "other:0", 0)))
                    .isEqualTo(NodeRun.image(table, 0, "reference"));
        }
    }

    @Test
    void leaves_out_references_that_cannot_be_read() throws Exception {
        Path images = folder.resolve("images");
        Path references = folder.resolve("references");
        for (String name : List.of("a", "b")) {
            Pictures.write(images.resolve(name + ".png"), Pictures.noise(40, 30, 3, 1));
        }
        Pictures.write(references.resolve("a.png"), Pictures.noise(20, 50, 1, 2));
        BufferedDataTable some =
                new NodeRun(NodeRun.IMAGE_SET_READER, data)
                        .with("imageFolder", images, "referenceFolder", references)
                        .table();
        NodeRun run = encoder();
        PortObject encoded = run.execute(model, some)[0];

        assertThat(encoded.getSummary()).contains("1 references");
        assertThat(run.message()).contains("1 of 2 references", "row \"b\"");
        assertThat(encoder().with("broken", "FAIL").failure(model, some)).contains("row \"b\"");
        try (ShownView page = new ShownView(run)) {
            Row failed = page.data(BeforeAfterData.class).rows().get(1);
            assertThat(failed.present()).containsExactly(false, false);
        }
    }

    @Test
    void pairs_rows_with_references_by_name() throws Exception {
        PortObject references = encoder().execute(model, table)[0];
        BufferedDataTable without = plain().table(model, table);
        BufferedDataTable with =
                guided(references).with("referenceNames", "name").table(model, table, references);
        BufferedDataTable all = guided(references).table(model, table, references);

        assertThat(restored(with, 0)).isNotEqualTo(restored(without, 0));
        assertThat(restored(all, 0)).isNotEqualTo(restored(with, 0));
        assertThat(NodeRun.text(with, 0, "status"))
                .startsWith("ok: ")
                .endsWith(". It follows the reference \"mural-00001\".");
        assertThat(NodeRun.text(all, 0, "status")).endsWith(". It follows 3 references.");
    }

    @Test
    void restores_a_row_without_its_reference_as_plain_mat_and_says_so() throws Exception {
        BufferedDataTable two = murals(2, 1);
        PortObject references = encoder().execute(model, two)[0];
        NodeRun run = guided(references).with("referenceNames", "name", "showAttention", true);
        BufferedDataTable restored = run.table(model, table, references);

        assertThat(restored(restored, 2)).isEqualTo(restored(plain().table(model, table), 2));
        assertThat(NodeRun.text(restored, 2, "status"))
                .endsWith("It follows no reference: none is called \"mural-00003\".");
        assertThat(NodeRun.cell(restored, 2, "attention").isMissing()).isTrue();
        assertThat(run.message()).contains("1 of the rows", "mural-00003");
    }

    @Test
    void restores_as_its_backbone_without_references() throws Exception {
        PortObject backbone = reader(backboneFile).execute()[0];

        assertThat(restored(plain().table(model, table), 0))
                .isEqualTo(restored(plain().table(backbone, table), 0));
    }

    @Test
    void shows_where_the_network_looked() throws Exception {
        PortObject references = encoder().execute(model, table)[0];
        NodeRun run = guided(references).with("referenceNames", "name", "showAttention", true);
        BufferedDataTable restored = run.table(model, table, references);
        BufferedDataTable batched =
                guided(references)
                        .with("referenceNames", "name", "showAttention", true, "batch", 3)
                        .table(model, table, references);

        assertThat(Arrays.asList(restored.getSpec().getColumnNames()))
                .endsWith("restored", "attention", "seconds", "status");
        PixelImage picture = NodeRun.image(restored, 0, "attention");
        assertThat(picture.width()).isEqualTo(256);
        assertThat(picture).isNotEqualTo(NodeRun.image(restored, 1, "attention"));
        assertThat(NodeRun.image(batched, 1, "attention"))
                .isEqualTo(NodeRun.image(restored, 1, "attention"));
        try (ShownView page = new ShownView(run)) {
            assertThat(page.data(BeforeAfterData.class).columns())
                    .contains(
                            Column.truth("truth"),
                            new Column("other:0", "reference", Role.OTHER),
                            new Column("other:1", "attention", Role.OTHER));
            assertThat(ShownView.decode(page.image(0, "other:1", 0))).isEqualTo(picture);
        }
    }

    @Test
    void follows_references_in_the_published_procedure_too() throws Exception {
        PortObject references = encoder().execute(model, table)[0];
        BufferedDataTable without = plain().with("policy", "MAT_PROCEDURE").table(model, table);
        BufferedDataTable with =
                guided(references)
                        .with("policy", "MAT_PROCEDURE", "referenceNames", "name")
                        .with("showAttention", true)
                        .table(model, table, references);

        assertThat(restored(with, 1)).isNotEqualTo(restored(without, 1));
        assertThat(NodeRun.cell(with, 1, "attention").isMissing()).isFalse();
    }

    @Test
    void keeps_images_in_one_piece_where_references_show_the_same_place() throws Exception {
        Path file =
                SmallReferenceModel.aligned(folder.resolve("aligned.safetensors"), backboneFile);
        PortObject aligned = reader(file).execute()[0];
        PortObject references = encoder().execute(aligned, table)[0];
        BufferedDataTable large =
                new NodeRun(NodeRun.SAMPLE_MURALS, data)
                        .with("count", 1, "width", 150, "height", 100)
                        .table();

        assertThat(NodeRun.text(guided(references).table(aligned, large, references), 0, "status"))
                .contains("64 x 64");
        assertThat(guided(references).with("policy", "TILES").failure(aligned, large, references))
                .contains("same place", "cannot be cut into pieces");
    }

    @Test
    void refuses_references_of_another_model() throws Exception {
        PortObject references = encoder().execute(model, table)[0];
        Path file =
                SmallReferenceModel.write(folder.resolve("stranger.safetensors"), backboneFile, 2);
        PortObject stranger = reader(file).execute()[0];
        PortObject backbone = reader(backboneFile).execute()[0];

        assertThat(guided(references).failure(stranger, table, references))
                .contains("another model", "\"guided\"", "\"stranger\"");
        assertThat(guided(references).refusal(backbone, table, references))
                .contains("\"small\"", "cannot look at references");
        assertThat(encoder().refusal(backbone, table)).contains("family \"mat\"", "mat-reference");
        assertThat(
                        guided(references)
                                .with("referenceNames", "gone")
                                .refusal(model, table, references))
                .contains("names of references", "\"gone\"");
        assertThat(encoder().with("imageColumn", "gone").refusal(model, table))
                .contains("image column of the references \"gone\"");
    }

    @Test
    void takes_tables_without_rows() throws Exception {
        PortObject references = encoder().execute(model, table)[0];
        BufferedDataTable none = emptied(table);
        NodeRun run = encoder();
        PortObject nothing = run.execute(model, none)[0];

        assertThat(run.message()).contains("no references");
        assertThat(guided(references).table(model, none, references).size()).isZero();
        BufferedDataTable restored = guided(nothing).table(model, table, nothing);
        assertThat(NodeRun.text(restored, 0, "status")).contains("none was encoded");
    }

    /** The table without its rows. */
    private BufferedDataTable emptied(final BufferedDataTable full) {
        BufferedDataContainer container =
                NodeAccess.context(new DefaultNodeProgressMonitor(), data.newNode())
                        .createDataContainer(full.getDataTableSpec());
        container.close();
        return container.getTable();
    }
}
