// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.inverter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.collection.CollectionCellFactory;
import org.knime.core.data.collection.ListCell;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.image.png.PNGImageCellFactory;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.restauro.metrics.Metric;
import org.restauro.metrics.PairScores;
import org.restauro.nodes.scorer.ScoreTable;
import org.restauro.nodes.table.ImageCells;
import org.restauro.nodes.table.ImageColumns;
import org.restauro.nodes.table.RowProblems;
import org.restauro.nodes.table.Rows;
import org.restauro.nodes.view.PictureColumns;
import org.restauro.nodes.view.ScoreColumns;
import org.restauro.training.inversion.ImageInversion;
import org.restauro.training.inversion.InversionWatch;
import org.restauro.training.inversion.Inverted;

/**
 * The output of the Image Inverter: the input rows with reconstructions, codes, scores, a status.
 */
final class InvertedTable {

    static final String RECONSTRUCTION = "reconstruction";
    static final String CODES = "codes";
    static final String LOSS = "loss";
    static final String MESSAGE_NO_LPIPS = "The weights of LPIPS are not there.";
    static final String MESSAGE_NO_LOSS = "What judges is not there.";

    private static final int COLUMNS = 7;

    private final String image;
    private final int imageIndex;
    private final ImageInverterNodeParameters parameters;
    private final DataTableSpec spec;

    InvertedTable(final DataTableSpec input, final ImageInverterNodeParameters parameters)
            throws InvalidSettingsException {
        this.parameters = parameters;
        image = parameters.imageColumn;
        imageIndex = ImageColumns.imageIndex(input, image, "image column");
        String made = DataTableSpec.getUniqueColumnName(input, RECONSTRUCTION);
        spec =
                Rows.append(
                        input,
                        Rows.column(made, PNGImageCellFactory.TYPE),
                        Rows.column(CODES, DataType.getType(ListCell.class, DoubleCell.TYPE)),
                        score(Metric.PSNR, made),
                        score(Metric.SSIM, made),
                        score(Metric.LPIPS_VGG, made),
                        Rows.column(LOSS, DoubleCell.TYPE),
                        Rows.column(ImageColumns.STATUS, StringCell.TYPE));
    }

    private static DataColumnSpec score(final Metric metric, final String judged) {
        return ScoreColumns.column(PairScores.nameOf(metric, false), judged);
    }

    DataTableSpec spec() {
        return spec;
    }

    /** What the node's view shows. */
    PictureColumns shown() {
        int first = spec.getNumColumns() - COLUMNS;
        return new PictureColumns(
                "",
                List.of(spec.getColumnSpec(first).getName()),
                image,
                "",
                ImageColumns.NAME,
                null,
                spec.getColumnSpec(spec.getNumColumns() - 1).getName(),
                List.of());
    }

    /** Inverts the images one by one. */
    BufferedDataTable compute(
            final BufferedDataTable table,
            final ImageInversion inversion,
            final RowProblems problems,
            final ExecutionContext exec)
            throws CanceledExecutionException, KNIMEException {
        return Rows.map(
                table,
                spec,
                -1,
                "Inverting",
                exec,
                row -> cells(row, inversion, problems, watch(exec)));
    }

    /** Lets a cancelled node end within a step. */
    private static InversionWatch watch(final ExecutionContext exec) {
        return new InversionWatch() {
            @Override
            public boolean cancelled() {
                try {
                    exec.checkCanceled();
                    return false;
                } catch (CanceledExecutionException e) {
                    return true;
                }
            }
        };
    }

    private DataCell[] cells(
            final DataRow row,
            final ImageInversion inversion,
            final RowProblems problems,
            final InversionWatch watch)
            throws CanceledExecutionException, KNIMEException {
        try {
            return cells(
                    inversion.invert(
                            ImageCells.image(row.getCell(imageIndex), "image"),
                            parameters.seed,
                            watch));
        } catch (CancellationException e) {
            throw new CanceledExecutionException();
        } catch (IOException | RuntimeException e) {
            String reason = problems.report(row.getKey(), e);
            DataCell[] cells = new DataCell[COLUMNS];
            Arrays.fill(cells, ImageCells.missing(reason));
            cells[COLUMNS - 1] = new StringCell(reason);
            return cells;
        }
    }

    private static DataCell[] cells(final Inverted found) {
        List<DoubleCell> codes = new ArrayList<>();
        for (float value : found.codes()) {
            codes.add(new DoubleCell(value));
        }
        return new DataCell[] {
            ImageCells.cell(found.picture()),
            CollectionCellFactory.createListCell(codes),
            ScoreTable.cell(found.psnr(), ""),
            ScoreTable.cell(found.ssim(), ""),
            ScoreTable.cell(found.lpips(), MESSAGE_NO_LPIPS),
            ScoreTable.cell(found.loss(), MESSAGE_NO_LOSS),
            new StringCell(ImageColumns.STATUS_OK)
        };
    }
}
