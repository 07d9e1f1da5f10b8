// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.knime.core.data.collection.CollectionCellFactory;
import org.knime.core.data.container.ColumnRearranger;
import org.knime.core.data.container.SingleCellFactory;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.image.png.PNGImageCellFactory;
import org.knime.core.data.image.png.PNGImageValue;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.DefaultNodeProgressMonitor;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.NodeAccess;
import org.restauro.standin.TemporaryData;

class TablesTest {
    private final TemporaryData data = new TemporaryData();
    private final ExecutionContext exec =
            NodeAccess.context(new DefaultNodeProgressMonitor(), data.newNode());

    @AfterEach
    void close() {
        data.close();
    }

    private static DataTableSpec spec(Object... namesAndTypes) {
        DataColumnSpec[] columns = new DataColumnSpec[namesAndTypes.length / 2];
        for (int i = 0; i < columns.length; i++) {
            columns[i] =
                    new DataColumnSpecCreator(
                                    (String) namesAndTypes[2 * i],
                                    (DataType) namesAndTypes[2 * i + 1])
                            .createSpec();
        }
        return new DataTableSpec(columns);
    }

    private static byte[] png(int edge, Random random) throws Exception {
        BufferedImage image = new BufferedImage(edge, edge, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < edge * edge; i++) {
            image.setRGB(i % edge, i / edge, random.nextInt());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    @Test
    void rows_come_back_in_order_with_domains() {
        BufferedDataContainer container =
                exec.createDataContainer(spec("n", DoubleCell.TYPE, "s", StringCell.TYPE));
        container.addRowToTable(new DefaultRow("a", new DoubleCell(4.5), new StringCell("x")));
        container.addRowToTable(
                new DefaultRow("b", DataType.getMissingCell(), new StringCell("y")));
        container.addRowToTable(
                new DefaultRow("c", new DoubleCell(Double.NaN), new StringCell("x")));
        container.addRowToTable(new DefaultRow("d", new DoubleCell(-1), new MissingCell("why")));
        assertThatThrownBy(container::getTable).isInstanceOf(IllegalStateException.class);
        container.close();
        BufferedDataTable table = container.getTable();
        assertThat(table.getSummary()).isEqualTo("Rows: 4, Cols: 2");
        List<String> seen = new ArrayList<>();
        table.iterator()
                .forEachRemaining(r -> seen.add(r.getKey() + "" + r.getCell(0) + r.getCell(1)));
        assertThat(seen).containsExactly("a4.5x", "b?y", "cNaNx", "d-1.0?");
        DataColumnDomain n = table.getSpec().getColumnSpec(0).getDomain();
        assertThat(n.getLowerBound()).isEqualTo(new DoubleCell(-1));
        assertThat(n.getUpperBound()).isEqualTo(new DoubleCell(4.5));
        assertThat(table.getSpec().getColumnSpec("s").getDomain().getValues())
                .containsExactly(new StringCell("x"), new StringCell("y"));
    }

    @Test
    void more_than_sixty_values_give_no_domain_and_declared_bounds_stay() {
        DataColumnSpecCreator creator = new DataColumnSpecCreator("n", IntCell.TYPE);
        creator.setDomain(
                new DataColumnDomainCreator(new IntCell(0), new IntCell(1000)).createDomain());
        DataTableSpec spec =
                new DataTableSpec(
                        creator.createSpec(),
                        new DataColumnSpecCreator("s", StringCell.TYPE).createSpec());
        for (boolean init : new boolean[] {true, false}) {
            BufferedDataContainer container = exec.createDataContainer(spec, init);
            for (int i = 5; i < 66; i++) {
                container.addRowToTable(
                        new DefaultRow("r" + i, new IntCell(i), new StringCell("v" + i)));
            }
            container.close();
            DataTableSpec made = container.getTable().getSpec();
            assertThat(made.getColumnSpec(1).getDomain().hasValues()).isFalse();
            assertThat(made.getColumnSpec(0).getDomain().getUpperBound())
                    .isEqualTo(new IntCell(init ? 1000 : 65));
        }
    }

    @Test
    void wrong_rows_are_refused_in_the_known_words() {
        BufferedDataContainer container = exec.createDataContainer(spec("s", StringCell.TYPE));
        container.addRowToTable(new DefaultRow("r", new StringCell("x")));
        assertThatThrownBy(() -> container.addRowToTable(new DefaultRow("r", new StringCell("y"))))
                .hasMessage("Encountered duplicate row ID \"r\"");
        assertThatThrownBy(() -> container.addRowToTable(new DefaultRow("t", "a", "b")))
                .hasMessage(
                        "Cell count in row \"t\" is not equal to length of column names array: 2"
                                + " vs. 1");
        assertThatThrownBy(() -> container.addRowToTable(new DefaultRow("t", new IntCell(1))))
                .hasMessageContaining("does not comply with its supposed superclass String");
    }

    @Test
    void names_are_trimmed_and_unique() {
        DataTableSpec spec = spec(" a ", IntCell.TYPE, "a (#1)", IntCell.TYPE);
        assertThat(DataTableSpec.getUniqueColumnName(spec, "a")).isEqualTo("a (#2)");
        assertThat(DataTableSpec.getUniqueColumnName(spec, "b")).isEqualTo("b");
        assertThatThrownBy(() -> spec("a", IntCell.TYPE, "a", IntCell.TYPE))
                .hasMessageContaining("Duplicate column name \"a\"");
    }

    @Test
    void types_know_what_they_can_be() {
        assertThat(IntCell.TYPE.isCompatible(DoubleValue.class)).isTrue();
        assertThat(DoubleCell.TYPE.isCompatible(IntValue.class)).isFalse();
        assertThat(DataType.getCommonSuperType(IntCell.TYPE, DoubleCell.TYPE))
                .satisfies(t -> assertThat(t.isCompatible(DoubleValue.class)).isTrue());
        assertThat(PNGImageCellFactory.TYPE.isCompatible(PNGImageValue.class)).isTrue();
        assertThat(StringCell.TYPE.getName()).isEqualTo("String");
        assertThat(LongCell.TYPE.getPreferredValueClass()).isEqualTo(LongValue.class);
        assertThat(new IntCell(3)).isNotEqualTo(new DoubleCell(3));
        assertThat(BooleanCell.get(true).getType().isCompatible(NominalValue.class)).isTrue();
        assertThat(CollectionCellFactory.createListCell(List.of(new IntCell(1))).getType())
                .isEqualTo(
                        DataType.getType(
                                org.knime.core.data.collection.ListCell.class, IntCell.TYPE));
    }

    @Test
    void png_cells_decode_their_bytes() throws Exception {
        assertThatThrownBy(() -> PNGImageCellFactory.create(new byte[] {1, 2, 3}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 bytes are no PNG image");
        byte[] bytes = png(4, new Random(1));
        PNGImageValue cell = (PNGImageValue) PNGImageCellFactory.create(bytes);
        assertThat(cell.getImageContent().getByteArray()).isEqualTo(bytes);
        assertThat(cell.getImageContent().getPreferredSize().width).isEqualTo(4);
    }

    @Test
    void large_images_do_not_stay_in_memory() throws Exception {
        byte[] bytes = png(600, new Random(1));
        assertThat(bytes.length).isGreaterThan(1 << 20);
        BufferedDataContainer container =
                exec.createDataContainer(spec("i", PNGImageCellFactory.TYPE));
        DataCell cell = PNGImageCellFactory.create(bytes);
        System.gc();
        long before = used();
        for (int i = 0; i < 100; i++) {
            DataCell another = PNGImageCellFactory.create(bytes.clone());
            container.addRowToTable(new DefaultRow(RowKey.createRowKey((long) i), another));
        }
        container.close();
        System.gc();
        assertThat(used() - before).isLessThan(64L << 20);
        ColumnRearranger passing = new ColumnRearranger(container.getTable().getSpec());
        passing.append(
                new SingleCellFactory(new DataColumnSpecCreator("n", IntCell.TYPE).createSpec()) {
                    @Override
                    public DataCell getCell(DataRow row, long index) {
                        return new IntCell((int) index);
                    }
                });
        BufferedDataTable wider =
                exec.createColumnRearrangeTable(container.getTable(), passing, exec);
        DataRow first = wider.iterator().next();
        assertThat(first.getCell(0)).isEqualTo(cell);
        assertThat(wider.getSpec().getColumnSpec("n").getDomain().getUpperBound())
                .isEqualTo(new IntCell(99));
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void rearranging_moves_removes_and_replaces() throws Exception {
        BufferedDataContainer container =
                exec.createDataContainer(
                        spec("a", IntCell.TYPE, "b", IntCell.TYPE, "c", IntCell.TYPE));
        container.addRowToTable(new DefaultRow("r", 1, 2, 3));
        container.close();
        ColumnRearranger r = new ColumnRearranger(container.getTable().getSpec());
        r.remove("b");
        r.move("c", 0);
        r.replace(
                new SingleCellFactory(
                        new DataColumnSpecCreator("A", StringCell.TYPE).createSpec()) {
                    @Override
                    public DataCell getCell(DataRow row) {
                        return new StringCell("was " + row.getCell(0));
                    }
                },
                "a");
        BufferedDataTable table = exec.createColumnRearrangeTable(container.getTable(), r, exec);
        assertThat(table.getSpec().getColumnNames()).containsExactly("c", "A");
        assertThat(table.iterator().next().getCell(1)).hasToString("was 1");
    }

    @Test
    void file_stores_have_unique_names_and_stay_inside() throws Exception {
        assertThat(exec.createFileStore("x").getFile().getParentFile()).isDirectory();
        assertThatThrownBy(() -> exec.createFileStore("x")).hasMessageContaining("already exists");
        assertThatThrownBy(() -> exec.createFileStore("../../../../../x"))
                .hasMessageContaining("leaves the node's folder");
    }
}
