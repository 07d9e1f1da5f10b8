// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.murals;

import java.util.ArrayList;
import java.util.List;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.RowKey;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.image.png.PNGImageCellFactory;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.restauro.images.murals.Mural;
import org.restauro.images.murals.SampleMurals;
import org.restauro.nodes.table.ImageCells;
import org.restauro.nodes.table.ImageColumns;
import org.restauro.nodes.table.Rows;

/** The output table of Sample Murals: one row a mural, each written before the next is painted. */
final class MuralTable {

    static final String TRUTH = "truth";
    static final String MESSAGE_PROGRESS = "Painting mural %d of %d";

    private final SampleMuralsNodeParameters parameters;
    private final SampleMurals series;

    MuralTable(final SampleMuralsNodeParameters parameters) {
        this.parameters = parameters;
        series = parameters.series();
    }

    DataTableSpec spec() {
        List<DataColumnSpec> columns = new ArrayList<>();
        columns.add(Rows.column(ImageColumns.NAME, StringCell.TYPE));
        columns.add(Rows.column(ImageColumns.IMAGE, PNGImageCellFactory.TYPE));
        columns.add(Rows.column(ImageColumns.MASK, PNGImageCellFactory.TYPE));
        if (parameters.includeTruth) {
            columns.add(Rows.column(TRUTH, PNGImageCellFactory.TYPE));
        }
        if (parameters.includeReference) {
            columns.add(Rows.column(ImageColumns.REFERENCE, PNGImageCellFactory.TYPE));
        }
        return new DataTableSpec(columns.toArray(DataColumnSpec[]::new));
    }

    BufferedDataTable paint(final ExecutionContext exec) throws CanceledExecutionException {
        int count = parameters.count;
        BufferedDataContainer container = exec.createDataContainer(spec());
        try {
            for (int i = 0; i < count; i++) {
                int number = i + 1;
                exec.checkCanceled();
                exec.setProgress(
                        (double) i / count, () -> MESSAGE_PROGRESS.formatted(number, count));
                String name = SampleMurals.name(i);
                container.addRowToTable(new DefaultRow(new RowKey(name), cells(name, i)));
            }
        } finally {
            container.close();
        }
        return container.getTable();
    }

    private List<DataCell> cells(final String name, final int index) {
        Mural mural = series.mural(index);
        List<DataCell> cells = new ArrayList<>();
        cells.add(new StringCell(name));
        cells.add(ImageCells.cell(mural.damaged()));
        cells.add(ImageCells.cell(mural.damage()));
        if (parameters.includeTruth) {
            cells.add(ImageCells.cell(mural.aged()));
        }
        if (parameters.includeReference) {
            cells.add(
                    ImageCells.cell(series.reference(index, parameters.referenceKind.reference())));
        }
        return cells;
    }
}
