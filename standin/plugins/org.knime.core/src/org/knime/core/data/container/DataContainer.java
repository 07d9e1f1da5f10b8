// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.container;

import java.util.HashSet;
import java.util.Set;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTable;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataTableSpecCreator;
import org.knime.core.data.DataType;
import org.knime.core.data.RowIterator;
import org.knime.core.util.DuplicateKeyException;
import org.restauro.standin.RowStore;
import org.restauro.standin.TemporaryData;

/** Fills a table row by row, checks each row and computes the columns' domains. */
public class DataContainer implements RowAppender {
    private final DataTableSpec spec;
    private final DataContainerSettings settings;
    private final RowStore rows;
    private final DomainOfColumn[] domains;
    private final Set<String> keys = new HashSet<>();
    private boolean closed;
    private DataTableSpec finished;

    public DataContainer(DataTableSpec spec) {
        this(spec, true);
    }

    public DataContainer(DataTableSpec spec, boolean initDomain) {
        this(spec, DataContainerSettings.builder().withInitializedDomain(initDomain).build());
    }

    public DataContainer(DataTableSpec spec, DataContainerSettings settings) {
        this(spec, settings, TemporaryData.ofProcess().newNode().newRows());
    }

    protected DataContainer(DataTableSpec spec, DataContainerSettings settings, RowStore rows) {
        if (spec == null) {
            throw new NullPointerException("A data container needs a table specification");
        }
        this.spec = spec;
        this.settings = settings;
        this.rows = rows;
        domains = new DomainOfColumn[spec.getNumColumns()];
        for (int i = 0; i < domains.length; i++) {
            domains[i] = new DomainOfColumn(spec.getColumnSpec(i), settings);
        }
    }

    @Override
    public void addRowToTable(DataRow row) {
        if (closed) {
            throw new IllegalStateException("Cannot add rows: the container is closed.");
        }
        if (row.getNumCells() != domains.length) {
            throw new IllegalArgumentException(
                    "Cell count in row \""
                            + row.getKey()
                            + "\" is not equal to length of column names array: "
                            + row.getNumCells()
                            + " vs. "
                            + domains.length);
        }
        DataCell[] cells = RowStore.rawCells(row);
        for (int i = 0; i < domains.length; i++) {
            check(row, i, RowStore.typeOf(cells[i]));
        }
        if (settings.isCheckDuplicateRowKeys() && !keys.add(row.getKey().getString())) {
            throw new DuplicateKeyException(
                    "Encountered duplicate row ID \"" + row.getKey() + "\"",
                    row.getKey().getString());
        }
        if (settings.isEnableDomainUpdate()) {
            for (int i = 0; i < domains.length; i++) {
                domains[i].update(cells[i]);
            }
        }
        rows.add(row.getKey(), cells);
    }

    private void check(DataRow row, int column, DataType type) {
        DataColumnSpec wanted = spec.getColumnSpec(column);
        if (!wanted.getType().isASuperTypeOf(type)) {
            throw new IllegalArgumentException(
                    "Runtime class of object \""
                            + row.getCell(column)
                            + "\" (index "
                            + column
                            + ") in row \""
                            + row.getKey()
                            + "\" is "
                            + type
                            + " and does not comply with its supposed superclass "
                            + wanted.getType());
        }
    }

    public void close() {
        if (!closed) {
            closed = true;
            DataTableSpecCreator creator = new DataTableSpecCreator(spec);
            for (int i = 0; i < domains.length; i++) {
                creator.replaceColumn(i, domains[i].finish());
            }
            finished = creator.createSpec();
            rows.seal();
            keys.clear();
        }
    }

    public boolean isClosed() {
        return closed;
    }

    public boolean isOpen() {
        return !closed;
    }

    public long size() {
        return rows.size();
    }

    public void setMaxPossibleValues(int maxPossibleValues) {
        for (DomainOfColumn domain : domains) {
            domain.setMaxValues(maxPossibleValues);
        }
    }

    public DataTableSpec getTableSpec() {
        return closed ? finished : spec;
    }

    protected final DataTableSpec finishedSpec() {
        if (!closed) {
            throw new IllegalStateException("Cannot get table: container is not closed.");
        }
        return finished;
    }

    protected final RowStore finishedRows() {
        finishedSpec();
        return rows;
    }

    public DataTable getTable() {
        DataTableSpec tableSpec = finishedSpec();
        return new DataTable() {
            @Override
            public DataTableSpec getDataTableSpec() {
                return tableSpec;
            }

            @Override
            public RowIterator iterator() {
                return rows.iterator();
            }
        };
    }
}
