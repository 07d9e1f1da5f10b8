// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.RowKey;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;
import org.restauro.nodes.table.Rows;
import org.restauro.training.report.TickRow;

/** The log of a run as a table: one row a tick, one column a value. */
public final class LogTable {

    static final String STEP = "step";
    static final String IMAGES = "images";
    static final String SECONDS = "seconds";
    static final String SPEED = "images per second";

    private LogTable() {}

    /** Writes the log. */
    public static BufferedDataTable of(final List<TickRow> log, final ExecutionContext exec) {
        Set<String> names = new LinkedHashSet<>();
        log.forEach(row -> names.addAll(row.values().keySet()));
        List<DataColumnSpec> columns = new ArrayList<>();
        columns.add(Rows.column(STEP, LongCell.TYPE));
        columns.add(Rows.column(IMAGES, LongCell.TYPE));
        columns.add(Rows.column(SECONDS, DoubleCell.TYPE));
        columns.add(Rows.column(SPEED, DoubleCell.TYPE));
        names.forEach(name -> columns.add(Rows.column(name, DoubleCell.TYPE)));
        BufferedDataContainer container =
                exec.createDataContainer(new DataTableSpec(columns.toArray(DataColumnSpec[]::new)));
        long number = 0;
        for (TickRow row : log) {
            List<DataCell> cells = new ArrayList<>();
            cells.add(new LongCell(row.step()));
            cells.add(new LongCell(row.images()));
            cells.add(new DoubleCell(row.seconds()));
            cells.add(new DoubleCell(row.imagesPerSecond()));
            names.forEach(name -> cells.add(cell(row.values().get(name))));
            container.addRowToTable(new DefaultRow(RowKey.createRowKey(number++), cells));
        }
        container.close();
        return container.getTable();
    }

    private static DataCell cell(final Double value) {
        return value == null || value.isNaN() ? DataType.getMissingCell() : new DoubleCell(value);
    }
}
