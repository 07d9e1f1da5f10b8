// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.container;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.RowKey;
import org.knime.core.node.ExecutionMonitor;

/** Computes cells of new columns from a row; implement one of the two {@code getCells}. */
public interface CellFactory {
    default DataCell[] getCells(DataRow row) {
        throw new IllegalStateException(
                getClass().getName()
                        + " must override getCells(DataRow) or getCells(DataRow, long)");
    }

    default DataCell[] getCells(DataRow row, long rowIndex) {
        return getCells(row);
    }

    DataColumnSpec[] getColumnSpecs();

    void setProgress(int curRowNr, int rowCount, RowKey lastKey, ExecutionMonitor exec);

    default void setProgress(long curRowNr, long rowCount, RowKey lastKey, ExecutionMonitor exec) {
        setProgress((int) curRowNr, (int) rowCount, lastKey, exec);
    }
}
