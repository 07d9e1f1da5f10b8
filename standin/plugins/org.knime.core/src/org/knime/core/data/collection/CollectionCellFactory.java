// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.collection;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;

/** Makes collection cells. */
public final class CollectionCellFactory {
    private CollectionCellFactory() {}

    public static ListCell createListCell(Collection<? extends DataCell> cells) {
        return new ListCell(new BlobSupportDataCellList(cells));
    }

    public static ListCell createListCell(DataRow row, int[] columns) {
        return createListCell(
                Arrays.stream(columns).mapToObj(row::getCell).collect(Collectors.toList()));
    }

    public static DataType getElementType(DataTableSpec spec, int[] columns) {
        return getElementType(
                Arrays.stream(columns)
                        .mapToObj(i -> spec.getColumnSpec(i).getType())
                        .toArray(DataType[]::new));
    }

    public static DataType getElementType(DataType[] types) {
        return Arrays.stream(types)
                .reduce(DataType::getCommonSuperType)
                .orElse(DataType.getMissingCell().getType());
    }
}
