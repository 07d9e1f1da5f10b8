// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

import java.io.Serializable;

/** One immutable value of a table. */
public abstract class DataCell implements DataValue, Serializable {
    private static final long serialVersionUID = 1L;

    private transient DataType type;

    /** For sub classes. */
    public DataCell() {}

    @Override
    public DataCell materializeDataCell() {
        return this;
    }

    /**
     * The type of this cell, a native one.
     *
     * @return the type, never null
     */
    public final DataType getType() {
        if (type == null) {
            type = DataType.ofCell(this);
        }
        return type;
    }

    /**
     * Whether there is no value.
     *
     * @return true for missing cells only
     */
    public boolean isMissing() {
        return this instanceof MissingCell;
    }

    @Override
    public abstract String toString();

    @Override
    public final boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof DataCell)) {
            return false;
        }
        DataCell that = (DataCell) other;
        if (isMissing() || that.isMissing()) {
            return isMissing() && that.isMissing();
        }
        return that.getClass() == getClass() ? equalsDataCell(that) : equalContent(that);
    }

    protected abstract boolean equalsDataCell(DataCell other);

    protected boolean equalContent(DataValue otherValue) {
        return false;
    }

    @Override
    public abstract int hashCode();
}
