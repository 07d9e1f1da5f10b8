// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.table;

import java.util.Arrays;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataTableSpecCreator;
import org.knime.core.data.DataType;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.KNIMEException;

/** One row out for each row in: the loop all our table nodes share. */
public final class Rows {

    static final String MESSAGE_PROGRESS = "%s row %d of %d (\"%s\")";

    private Rows() {}

    /** Computes the new cells of one row. */
    @FunctionalInterface
    public interface NewCells {
        /**
         * @param row the input row
         * @return as many cells as there are new columns
         */
        DataCell[] of(DataRow row) throws CanceledExecutionException, KNIMEException;
    }

    /** A table spec with columns appended, their names made unique. */
    public static DataTableSpec append(final DataTableSpec spec, final DataColumnSpec... columns) {
        DataTableSpec result = spec;
        for (DataColumnSpec column : columns) {
            DataColumnSpecCreator creator = new DataColumnSpecCreator(column);
            creator.setName(DataTableSpec.getUniqueColumnName(result, column.getName()));
            result = new DataTableSpecCreator(result).addColumns(creator.createSpec()).createSpec();
        }
        return result;
    }

    /** A column without domain. */
    public static DataColumnSpec column(final String name, final DataType type) {
        return new DataColumnSpecCreator(name, type).createSpec();
    }

    /** The input row with cells appended. */
    public static DataRow append(final DataRow row, final DataCell... cells) {
        DataCell[] all = new DataCell[row.getNumCells() + cells.length];
        for (int i = 0; i < row.getNumCells(); i++) {
            all[i] = row.getCell(i);
        }
        System.arraycopy(cells, 0, all, row.getNumCells(), cells.length);
        return new DefaultRow(row.getKey(), all);
    }

    /** The input row with one cell replaced and others appended. */
    public static DataRow replace(
            final DataRow row, final int index, final DataCell cell, final DataCell... appended) {
        DataRow longer = append(row, appended);
        DataCell[] all = new DataCell[longer.getNumCells()];
        Arrays.setAll(all, i -> i == index ? cell : longer.getCell(i));
        return new DefaultRow(row.getKey(), all);
    }

    /**
     * A table with new columns, computed row by row, with progress and a check for cancelling
     * before each row.
     *
     * @param table the input table
     * @param spec the output table
     * @param replaced the index of a column that the first new cell replaces, or -1
     * @param verb starts the progress message, for example "Making a mask for"
     * @param exec the node's context
     * @param cells computes the new cells
     */
    public static BufferedDataTable map(
            final BufferedDataTable table,
            final DataTableSpec spec,
            final int replaced,
            final String verb,
            final ExecutionContext exec,
            final NewCells cells)
            throws CanceledExecutionException, KNIMEException {
        BufferedDataContainer container = exec.createDataContainer(spec);
        long size = table.size();
        long done = 0;
        try (CloseableRowIterator rows = table.iterator()) {
            while (rows.hasNext()) {
                DataRow row = rows.next();
                exec.checkCanceled();
                long number = done + 1;
                exec.setProgress(
                        (double) done / size,
                        () ->
                                MESSAGE_PROGRESS.formatted(
                                        verb, number, size, row.getKey().getString()));
                DataCell[] fresh = cells.of(row);
                container.addRowToTable(
                        replaced < 0
                                ? append(row, fresh)
                                : replace(
                                        row,
                                        replaced,
                                        fresh[0],
                                        Arrays.copyOfRange(fresh, 1, fresh.length)));
                done++;
            }
        } catch (KNIMEException e) {
            exec.checkCanceled(); // cancelling interrupts the thread, which may break off a row
            throw e;
        } finally {
            container.close();
        }
        return container.getTable();
    }
}
