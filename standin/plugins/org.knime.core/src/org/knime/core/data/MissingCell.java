// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

import java.io.IOException;

/** A cell without value, perhaps with the reason why there is none. */
public final class MissingCell extends DataCell implements MissingValue {
    private static final long serialVersionUID = 1L;

    static final MissingCell INSTANCE = new MissingCell(null);

    private final String error;

    public MissingCell(String error) {
        this.error = error;
    }

    @Override
    public String getError() {
        return error;
    }

    @Override
    public boolean isMissing() {
        return true;
    }

    @Override
    public String toString() {
        return "?";
    }

    @Override
    protected boolean equalsDataCell(DataCell other) {
        return true;
    }

    @Override
    public int hashCode() {
        return 31;
    }

    public static MissingSerializer getCellSerializer() {
        return new MissingSerializer();
    }

    /** Stores the reason. */
    public static final class MissingSerializer implements DataCellSerializer<MissingCell> {
        @Override
        public void serialize(MissingCell cell, DataCellDataOutput out) throws IOException {
            out.writeBoolean(cell.error != null);
            if (cell.error != null) {
                out.writeUTF(cell.error);
            }
        }

        @Override
        public MissingCell deserialize(DataCellDataInput in) throws IOException {
            return in.readBoolean() ? new MissingCell(in.readUTF()) : INSTANCE;
        }
    }
}
