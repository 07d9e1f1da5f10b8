// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node;

import javax.swing.JComponent;
import org.knime.core.data.DataTable;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.container.filter.CloseableDataRowIterable;
import org.knime.core.data.container.filter.TableFilter;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortType;
import org.knime.core.node.port.PortTypeRegistry;
import org.restauro.standin.RowStore;

/** A finished table that travels between nodes. */
public final class BufferedDataTable implements DataTable, PortObject {
    /** The type of table ports. */
    public static final PortType TYPE =
            PortTypeRegistry.getInstance().getPortType(BufferedDataTable.class);

    /** The type of optional table ports. */
    public static final PortType TYPE_OPTIONAL =
            PortTypeRegistry.getInstance().getPortType(BufferedDataTable.class, true);

    private final DataTableSpec spec;
    private final RowStore rows;

    BufferedDataTable(DataTableSpec spec, RowStore rows) {
        this.spec = spec;
        this.rows = rows;
    }

    RowStore rows() {
        return rows;
    }

    @Override
    public DataTableSpec getDataTableSpec() {
        return spec;
    }

    @Override
    public DataTableSpec getSpec() {
        return spec;
    }

    @Override
    public String getSummary() {
        return "Rows: " + size() + ", Cols: " + spec.getNumColumns();
    }

    @Override
    public CloseableRowIterator iterator() {
        return rows.iterator();
    }

    public CloseableDataRowIterable filter(TableFilter filter) {
        return filter(filter, null);
    }

    public CloseableDataRowIterable filter(TableFilter filter, ExecutionMonitor exec) {
        filter.validate(spec, size());
        long from = filter.getFromRowIndex().orElse(0L);
        long to = filter.getToRowIndex().orElse(size() - 1);
        return () -> rows.iterator(from, to, filter.getMaterializeColumnIndices().orElse(null));
    }

    public int getRowCount() {
        return Math.toIntExact(size());
    }

    public long size() {
        return rows.size();
    }

    @Override
    public JComponent[] getViews() {
        return new JComponent[0];
    }
}
