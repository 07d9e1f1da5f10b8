// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node;

import java.io.IOException;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTable;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.container.ColumnRearranger;
import org.knime.core.data.container.DataContainerSettings;
import org.knime.core.data.container.TableWriting;
import org.knime.core.data.filestore.FileStore;
import org.restauro.standin.NodeStorage;

/** What a node may use while it executes: tables, file stores, progress. */
public class ExecutionContext extends ExecutionMonitor {
    private final NodeStorage storage;

    ExecutionContext(NodeProgressMonitor progress, NodeStorage storage) {
        super(progress);
        this.storage = storage;
    }

    final NodeStorage storage() {
        return storage;
    }

    public FileStore createFileStore(String relativePath) throws IOException {
        return storage.createFileStore(relativePath);
    }

    public BufferedDataContainer createDataContainer(DataTableSpec spec) {
        return createDataContainer(spec, true);
    }

    public BufferedDataContainer createDataContainer(DataTableSpec spec, boolean initDomain) {
        return createDataContainer(
                spec, DataContainerSettings.builder().withInitializedDomain(initDomain).build());
    }

    public BufferedDataContainer createDataContainer(
            DataTableSpec spec, DataContainerSettings settings) {
        return new BufferedDataContainer(spec, settings, storage);
    }

    public BufferedDataContainer createDataContainer(
            DataTableSpec spec, boolean initDomain, int maxCellsInMemory) {
        return createDataContainer(spec, initDomain);
    }

    public BufferedDataTable createBufferedDataTable(DataTable table, ExecutionMonitor exec)
            throws CanceledExecutionException {
        if (table instanceof BufferedDataTable) {
            return (BufferedDataTable) table;
        }
        BufferedDataContainer container = createDataContainer(table.getDataTableSpec());
        for (DataRow row : table) {
            exec.checkCanceled();
            container.addRowToTable(row);
        }
        container.close();
        return container.getTable();
    }

    public BufferedDataTable createColumnRearrangeTable(
            BufferedDataTable table, ColumnRearranger rearranger, ExecutionMonitor exec)
            throws CanceledExecutionException {
        BufferedDataContainer container = createDataContainer(rearranger.createSpec());
        TableWriting.rearrange(table, rearranger, container, exec, this);
        container.close();
        return container.getTable();
    }

    public BufferedDataTable createSpecReplacerTable(BufferedDataTable table, DataTableSpec spec) {
        if (spec.getNumColumns() != table.getSpec().getNumColumns()) {
            throw new IllegalArgumentException(
                    "The new specification has "
                            + spec.getNumColumns()
                            + " columns, the table "
                            + table.getSpec().getNumColumns());
        }
        return new BufferedDataTable(spec, table.rows());
    }

    public BufferedDataTable createWrappedTable(BufferedDataTable table) {
        return new BufferedDataTable(table.getSpec(), table.rows());
    }

    public BufferedDataTable createConcatenateTable(
            ExecutionMonitor exec, BufferedDataTable... tables) throws CanceledExecutionException {
        DataTableSpec[] specs = new DataTableSpec[tables.length];
        for (int i = 0; i < tables.length; i++) {
            specs[i] = tables[i].getSpec();
        }
        BufferedDataContainer container = createDataContainer(TableWriting.merge(specs));
        TableWriting.concatenate(tables, container, exec);
        container.close();
        return container.getTable();
    }

    public ExecutionContext createSubExecutionContext(double share) {
        return new ExecutionContext(
                new SubProgressMonitor(getProgressMonitor(), share, false, true), storage);
    }

    public ExecutionContext createSilentSubExecutionContext(double share) {
        return new ExecutionContext(
                new SubProgressMonitor(getProgressMonitor(), share, true, true), storage);
    }
}
