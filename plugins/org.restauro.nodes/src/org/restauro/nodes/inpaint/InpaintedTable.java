// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.inpaint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.image.png.PNGImageCellFactory;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;
import org.restauro.models.inpaint.InpaintRequest;
import org.restauro.models.inpaint.Inpainter;
import org.restauro.models.inpaint.MatProcedure;
import org.restauro.models.reference.ReferenceFeatures;
import org.restauro.nodes.inpaint.RowReferences.Followed;
import org.restauro.nodes.table.ImageCells;
import org.restauro.nodes.table.ImageColumns;
import org.restauro.nodes.table.RowProblems;
import org.restauro.nodes.table.Rows;
import org.restauro.nodes.view.PictureColumns;

/**
 * The output table of the Inpaint node: the input rows in their order, each with its restored
 * images, the seconds they took, a status and, if that is chosen, a picture of where in its
 * references the network looked.
 */
final class InpaintedTable {

    static final String SECONDS = "seconds";
    static final String ATTENTION = "attention";
    static final String VARIANT_NAME = "%s %d";
    static final String MESSAGE_NO_NAME =
            "The name of the restored column is empty. Write a name, for example \"restored\".";

    private static final String PUBLISHED = "MAT's own procedure";
    private static final List<String> REFERENCES = List.of(ImageColumns.REFERENCE);
    private static final String IMAGE = "image";
    private static final String MASK = "mask";
    private static final double NANOS = 1e9;

    private final int imageIndex;
    private final int maskIndex;
    private final int variants;
    private final boolean hasReferences;
    private final boolean showsAttention;
    private final long seed;
    private final DataTableSpec spec;
    private final int inputColumns;

    /**
     * @param input the table of images and masks
     * @param parameters what was asked for
     * @param hasReferences whether references are connected
     */
    InpaintedTable(
            final DataTableSpec input,
            final InpaintNodeParameters parameters,
            final boolean hasReferences)
            throws InvalidSettingsException {
        imageIndex = ImageColumns.imageIndex(input, parameters.imageColumn, "image column");
        maskIndex = ImageColumns.imageIndex(input, parameters.maskColumn, "mask column");
        variants = parameters.variants;
        this.hasReferences = hasReferences;
        showsAttention = hasReferences && parameters.showAttention;
        seed = parameters.seed;
        String name = parameters.restoredColumn == null ? "" : parameters.restoredColumn.trim();
        if (name.isEmpty()) {
            throw new InvalidSettingsException(MESSAGE_NO_NAME);
        }
        List<DataColumnSpec> columns = new ArrayList<>();
        for (int i = 0; i < variants; i++) {
            columns.add(
                    Rows.column(
                            i == 0 ? name : VARIANT_NAME.formatted(name, i + 1),
                            PNGImageCellFactory.TYPE));
        }
        if (showsAttention) {
            columns.add(Rows.column(ATTENTION, PNGImageCellFactory.TYPE));
        }
        columns.add(Rows.column(SECONDS, DoubleCell.TYPE));
        columns.add(Rows.column(ImageColumns.STATUS, StringCell.TYPE));
        spec = Rows.append(input, columns.toArray(DataColumnSpec[]::new));
        inputColumns = input.getNumColumns();
    }

    DataTableSpec spec() {
        return spec;
    }

    /** What the node's view shows. */
    PictureColumns shown(final InpaintNodeParameters parameters) {
        List<String> names = List.of(spec.getColumnNames());
        List<String> images = ImageColumns.imageColumns(spec);
        List<String> truths = new ArrayList<>(PictureColumns.TRUTH);
        List<String> others = new ArrayList<>();
        if (hasReferences) {
            truths.remove(ImageColumns.REFERENCE); // it is what the network looked at
            others.addAll(images.contains(ImageColumns.REFERENCE) ? REFERENCES : List.of());
        }
        others.addAll(names.subList(inputColumns + variants, names.size() - 2));
        String truth = PictureColumns.first(images, truths);
        return new PictureColumns(
                parameters.imageColumn,
                names.subList(inputColumns, inputColumns + variants),
                truth.equals(parameters.imageColumn) || truth.equals(parameters.maskColumn)
                        ? ""
                        : truth,
                parameters.maskColumn,
                ImageColumns.NAME,
                names.get(names.size() - 2),
                names.get(names.size() - 1),
                others);
    }

    /** Restores all rows; windows of several images may share a batch. */
    BufferedDataTable compute(
            final BufferedDataTable table,
            final Inpainter inpainter,
            final RowReferences references,
            final RowProblems problems,
            final ExecutionContext exec)
            throws CanceledExecutionException, KNIMEException {
        BufferedDataContainer container = exec.createDataContainer(spec);
        try (CloseableRowIterator rows = table.iterator()) {
            RestoringRun run =
                    new RestoringRun(
                            this, rows, table.size(), container, references, problems, exec);
            run.restoreAll(inpainter);
        } finally {
            container.close();
        }
        return container.getTable();
    }

    /**
     * What is to be restored in a row.
     *
     * @throws IOException if its image or mask is missing or broken
     */
    InpaintRequest request(final DataRow row, final Followed followed) throws IOException {
        String name = row.getKey().getString();
        return new InpaintRequest(
                name,
                ImageCells.image(row.getCell(imageIndex), IMAGE),
                ImageCells.mask(row.getCell(maskIndex), MASK),
                InpaintRequest.seedFor(seed, name),
                followed.features());
    }

    /**
     * Restores all rows as the published script does it, one by one.
     *
     * @param follow is told before each row what it follows; null for nothing
     */
    BufferedDataTable asPublished(
            final BufferedDataTable table,
            final MatProcedure procedure,
            final Consumer<ReferenceFeatures> follow,
            final RowReferences references,
            final RowProblems problems,
            final ExecutionContext exec)
            throws CanceledExecutionException, KNIMEException {
        return Rows.map(
                table,
                spec,
                -1,
                "Restoring",
                exec,
                row -> {
                    long start = System.nanoTime();
                    PixelImage image;
                    Mask mask;
                    try {
                        image = ImageCells.image(row.getCell(imageIndex), IMAGE);
                        mask = ImageCells.mask(row.getCell(maskIndex), MASK);
                    } catch (IOException | RuntimeException e) {
                        procedure.skip();
                        return failedCells(row, e, problems);
                    }
                    Followed followed = references.of(row);
                    try {
                        follow.accept(followed.features());
                        PixelImage restored = procedure.next(image, mask);
                        return cells(
                                List.of(restored),
                                references,
                                followed,
                                (System.nanoTime() - start) / NANOS,
                                PUBLISHED);
                    } catch (RuntimeException e) {
                        references.forget(followed);
                        return failedCells(row, e, problems);
                    }
                });
    }

    /** The new cells of a row that was restored. */
    DataCell[] cells(
            final List<PixelImage> restored,
            final RowReferences references,
            final Followed followed,
            final double seconds,
            final String explanation) {
        List<DataCell> cells = new ArrayList<>();
        restored.forEach(image -> cells.add(ImageCells.cell(image)));
        if (showsAttention) {
            cells.add(references.attention(followed));
        } else {
            references.forget(followed);
        }
        cells.add(new DoubleCell(seconds));
        String dot = explanation.endsWith(".") ? " " : ". ";
        String remark = followed.remark().isEmpty() ? "" : dot + followed.remark();
        cells.add(new StringCell(ImageColumns.STATUS_OK + ": " + explanation + remark));
        return cells.toArray(DataCell[]::new);
    }

    /**
     * The new cells of a row that failed.
     *
     * @throws KNIMEException if that fails the node
     */
    DataCell[] failedCells(final DataRow row, final Exception problem, final RowProblems problems)
            throws KNIMEException {
        String reason = problems.report(row.getKey(), problem);
        DataCell[] cells = new DataCell[spec.getNumColumns() - inputColumns];
        Arrays.fill(cells, ImageCells.missing(reason));
        cells[cells.length - 1] = new StringCell(reason);
        return cells;
    }
}
