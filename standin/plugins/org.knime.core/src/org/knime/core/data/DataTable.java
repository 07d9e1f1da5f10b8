// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

/** Rows of one specification. */
public interface DataTable extends Iterable<DataRow> {
    DataTableSpec getDataTableSpec();

    @Override
    RowIterator iterator();
}
