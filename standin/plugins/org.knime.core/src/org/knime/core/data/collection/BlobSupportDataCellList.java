// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.collection;

import java.util.Collection;
import java.util.List;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.MissingCell;

/** The elements of a list cell and their common type. */
public final class BlobSupportDataCellList {
    final List<DataCell> cells;
    final DataType elementType;

    BlobSupportDataCellList(Collection<? extends DataCell> cells) {
        this.cells = List.copyOf(cells);
        DataType type = null;
        for (DataCell cell : cells) {
            type =
                    type == null
                            ? cell.getType()
                            : DataType.getCommonSuperType(type, cell.getType());
        }
        elementType = type == null ? DataType.getType(MissingCell.class) : type;
    }
}
