// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.collection;

import org.knime.core.data.DataCell;

/** Cells in an order. */
public interface CellCollection extends Iterable<DataCell> {
    int size();

    boolean containsBlobWrapperCells();
}
