// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.container;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;

/** A cell factory for one column; override one of the two {@code getCell}. */
public abstract class SingleCellFactory extends AbstractCellFactory {
    public SingleCellFactory(DataColumnSpec spec) {
        super(spec);
    }

    public SingleCellFactory(boolean processConcurrently, DataColumnSpec spec) {
        super(processConcurrently, spec);
    }

    public SingleCellFactory(
            boolean processConcurrently, int workers, int queueSize, DataColumnSpec spec) {
        super(processConcurrently, workers, queueSize, spec);
    }

    @Override
    public DataCell[] getCells(DataRow row, long rowIndex) {
        return new DataCell[] {getCell(row, rowIndex)};
    }

    public DataCell getCell(DataRow row) {
        throw new IllegalStateException(
                getClass().getName() + " must override getCell(DataRow) or getCell(DataRow, long)");
    }

    public DataCell getCell(DataRow row, long rowIndex) {
        return getCell(row);
    }
}
