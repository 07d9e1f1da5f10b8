// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A key and its cells. */
public interface DataRow extends Iterable<DataCell> {
    int getNumCells();

    RowKey getKey();

    DataCell getCell(int index);

    /**
     * The cells in order.
     *
     * @return their stream
     */
    default Stream<DataCell> stream() {
        return StreamSupport.stream(spliterator(), false);
    }
}
