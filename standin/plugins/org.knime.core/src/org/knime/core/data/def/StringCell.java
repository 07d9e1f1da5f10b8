// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.def;

import java.io.IOException;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataCellDataInput;
import org.knime.core.data.DataCellDataOutput;
import org.knime.core.data.DataCellSerializer;
import org.knime.core.data.DataType;
import org.knime.core.data.NominalValue;
import org.knime.core.data.StringValue;

/** A text, never null. */
public final class StringCell extends DataCell implements StringValue, NominalValue {
    /** The type of these cells. */
    public static final DataType TYPE = DataType.getType(StringCell.class);

    private static final long serialVersionUID = 1L;

    private final String text;

    public StringCell(String text) {
        if (text == null) {
            throw new NullPointerException("The text of a StringCell must not be null");
        }
        this.text = text;
    }

    public static final StringSerializer getCellSerializer() {
        return new StringSerializer();
    }

    @Override
    public String getStringValue() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }

    @Override
    protected boolean equalsDataCell(DataCell other) {
        return ((StringCell) other).text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Stores the text. */
    public static final class StringSerializer implements DataCellSerializer<StringCell> {
        @Override
        public void serialize(StringCell cell, DataCellDataOutput out) throws IOException {
            out.writeUTF(cell.text);
        }

        @Override
        public StringCell deserialize(DataCellDataInput in) throws IOException {
            return new StringCell(in.readUTF());
        }
    }
}
