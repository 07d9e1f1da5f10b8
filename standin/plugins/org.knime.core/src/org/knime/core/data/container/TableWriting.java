// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.container;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.RowKey;
import org.knime.core.data.container.ColumnRearranger.Column;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.ExecutionMonitor;
import org.restauro.standin.RowStore;

/** Stand-in only: fills containers from other tables, for the execution context. */
public final class TableWriting {
    private TableWriting() {}

    /**
     * Writes the rows of a table with the rearranger's columns; columns that are only passed on are
     * not read into memory.
     *
     * @param table the input
     * @param rearranger made for the input's specification
     * @param container takes the rows; stays open
     * @param monitor progress and cancellation
     * @param exec the file stores for the factories
     * @throws CanceledExecutionException when the user cancelled
     */
    public static void rearrange(
            BufferedDataTable table,
            ColumnRearranger rearranger,
            DataContainer container,
            ExecutionMonitor monitor,
            ExecutionContext exec)
            throws CanceledExecutionException {
        List<Column> columns = rearranger.columns();
        if (!table.getSpec().equalStructure(rearranger.original())) {
            throw new IllegalArgumentException(
                    "The argument table's spec does not match the original spec passed in the"
                            + " constructor.");
        }
        Map<CellFactory, DataCell[]> computed = new IdentityHashMap<>();
        for (Column column : columns) {
            if (column.factory instanceof AbstractCellFactory) {
                ((AbstractCellFactory) column.factory).setExecutionContext(exec);
            }
        }
        long index = 0;
        long count = table.size();
        try (CloseableRowIterator rows = table.iterator()) {
            while (rows.hasNext()) {
                monitor.checkCanceled();
                DataRow row = rows.next();
                DataCell[] raw = RowStore.rawCells(row);
                computed.clear();
                DataCell[] cells = new DataCell[columns.size()];
                for (int i = 0; i < cells.length; i++) {
                    Column column = columns.get(i);
                    cells[i] =
                            column.factory == null
                                    ? raw[column.source]
                                    : cellsOf(column.factory, row, index, computed)[column.source];
                }
                container.addRowToTable(RowStore.row(row.getKey(), cells));
                index++;
                report(columns, index, count, row.getKey(), monitor);
            }
        } finally {
            columns.stream()
                    .map(c -> c.factory)
                    .filter(AbstractCellFactory.class::isInstance)
                    .distinct()
                    .forEach(f -> ((AbstractCellFactory) f).afterProcessing());
        }
    }

    private static DataCell[] cellsOf(
            CellFactory factory, DataRow row, long index, Map<CellFactory, DataCell[]> computed) {
        DataCell[] cells = computed.get(factory);
        if (cells == null) {
            cells = factory.getCells(row, index);
            computed.put(factory, cells);
        }
        return cells;
    }

    private static void report(
            List<Column> columns, long index, long count, RowKey key, ExecutionMonitor monitor) {
        columns.stream()
                .filter(c -> c.factory != null)
                .findFirst()
                .ifPresentOrElse(
                        c -> c.factory.setProgress(index, count, key, monitor),
                        () -> monitor.setProgress(index / (double) count));
    }

    /**
     * All columns of some tables, by name.
     *
     * @param specs the tables
     * @return their columns in the order of their first occurrence, types and domains widened
     */
    public static DataTableSpec merge(DataTableSpec... specs) {
        Map<String, DataColumnSpecCreator> columns = new LinkedHashMap<>();
        for (DataTableSpec spec : specs) {
            for (DataColumnSpec column : spec) {
                DataColumnSpecCreator known = columns.get(column.getName());
                if (known == null) {
                    columns.put(column.getName(), new DataColumnSpecCreator(column));
                } else {
                    known.merge(column);
                }
            }
        }
        return new DataTableSpec(
                columns.values().stream()
                        .map(DataColumnSpecCreator::createSpec)
                        .toArray(DataColumnSpec[]::new));
    }

    /**
     * Writes the rows of tables one after another; a column that a table lacks is missing there.
     *
     * @param tables the tables
     * @param container takes the rows; stays open
     * @param exec progress and cancellation
     * @throws CanceledExecutionException when the user cancelled
     */
    public static void concatenate(
            BufferedDataTable[] tables, DataContainer container, ExecutionMonitor exec)
            throws CanceledExecutionException {
        String[] names = container.getTableSpec().getColumnNames();
        for (BufferedDataTable table : tables) {
            try (CloseableRowIterator rows = table.iterator()) {
                while (rows.hasNext()) {
                    exec.checkCanceled();
                    DataRow row = rows.next();
                    DataCell[] raw = RowStore.rawCells(row);
                    DataCell[] cells = new DataCell[names.length];
                    for (int i = 0; i < cells.length; i++) {
                        int from = table.getSpec().findColumnIndex(names[i]);
                        cells[i] = from < 0 ? DataType.getMissingCell() : raw[from];
                    }
                    container.addRowToTable(RowStore.row(row.getKey(), cells));
                }
            }
        }
    }
}
