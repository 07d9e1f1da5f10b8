// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.collection;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataCellDataInput;
import org.knime.core.data.DataCellDataOutput;
import org.knime.core.data.DataCellSerializer;
import org.knime.core.data.DataType;

/** A list of cells as one cell. */
public class ListCell extends DataCell implements ListDataValue {
    private static final long serialVersionUID = 1L;

    private final transient BlobSupportDataCellList list;

    protected ListCell(BlobSupportDataCellList list) {
        this.list = list;
    }

    public static final DataType getCollectionType(DataType elementType) {
        return DataType.getType(ListCell.class, elementType);
    }

    public static final DataCellSerializer<ListCell> getCellSerializer() {
        return new ListCellSerializer();
    }

    protected BlobSupportDataCellList getList() {
        return list;
    }

    @Override
    public DataType getElementType() {
        return list.elementType;
    }

    @Override
    public Iterator<DataCell> iterator() {
        return list.cells.iterator();
    }

    @Override
    public DataCell get(int index) {
        return list.cells.get(index);
    }

    @Override
    public int size() {
        return list.cells.size();
    }

    @Override
    public boolean containsBlobWrapperCells() {
        return false;
    }

    @Override
    protected boolean equalsDataCell(DataCell other) {
        return ((ListCell) other).list.cells.equals(list.cells);
    }

    @Override
    public int hashCode() {
        return list.cells.hashCode();
    }

    @Override
    public String toString() {
        return list.cells.toString();
    }

    /** Stores the elements one after another. */
    static final class ListCellSerializer implements DataCellSerializer<ListCell> {
        @Override
        public void serialize(ListCell cell, DataCellDataOutput out) throws IOException {
            out.writeInt(cell.size());
            for (DataCell element : cell) {
                out.writeDataCell(element);
            }
        }

        @Override
        public ListCell deserialize(DataCellDataInput in) throws IOException {
            int size = in.readInt();
            List<DataCell> cells = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                cells.add(in.readDataCell());
            }
            return new ListCell(new BlobSupportDataCellList(cells));
        }
    }
}
