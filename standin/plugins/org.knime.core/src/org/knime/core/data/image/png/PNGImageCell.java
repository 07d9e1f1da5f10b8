// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.image.png;

import java.io.IOException;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataCellDataInput;
import org.knime.core.data.DataCellDataOutput;
import org.knime.core.data.DataCellSerializer;
import org.knime.core.data.DataValue;

/** A cell with a PNG image; made by {@link PNGImageCellFactory}. */
public class PNGImageCell extends DataCell implements PNGImageValue {
    private static final long serialVersionUID = 1L;

    private final transient PNGImageContent content;

    PNGImageCell(PNGImageContent content) {
        this.content = content;
    }

    public static DataCellSerializer<PNGImageCell> getCellSerializer() {
        return new PNGSerializer();
    }

    @Override
    public PNGImageContent getImageContent() {
        return content;
    }

    @Override
    public String getImageExtension() {
        return "png";
    }

    @Override
    public String toString() {
        return content.getSummary();
    }

    @Override
    protected boolean equalsDataCell(DataCell other) {
        return ((PNGImageCell) other).content.equals(content);
    }

    @Override
    protected boolean equalContent(DataValue otherValue) {
        return otherValue instanceof PNGImageValue
                && PNGImageValue.equalContent(this, (PNGImageValue) otherValue);
    }

    @Override
    public int hashCode() {
        return content.hashCode();
    }

    /** Stores the bytes. */
    static final class PNGSerializer implements DataCellSerializer<PNGImageCell> {
        @Override
        public void serialize(PNGImageCell cell, DataCellDataOutput out) throws IOException {
            cell.content.serialize(out);
        }

        @Override
        public PNGImageCell deserialize(DataCellDataInput in) throws IOException {
            byte[] bytes = new byte[in.readInt()];
            in.readFully(bytes);
            return new PNGImageCell(new PNGImageContent(bytes, false));
        }
    }
}
