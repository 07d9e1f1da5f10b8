// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

/** What a cell can be read as; every view of a value extends this interface. */
public interface DataValue {
    /** Looks of values without own utilities. */
    UtilityFactory UTILITY = new UtilityFactory();

    /**
     * The value as a cell.
     *
     * @return this, if it is a cell
     */
    default DataCell materializeDataCell() {
        if (this instanceof DataCell) {
            return (DataCell) this;
        }
        throw new IllegalStateException(getClass().getName() + " is not a data cell");
    }

    /** Gives what belongs to a value class: here only the comparator. */
    class UtilityFactory {
        protected UtilityFactory() {}

        /**
         * Orders cells of the value.
         *
         * @return the comparator; null for one that compares the cells' texts
         */
        protected DataValueComparator getComparator() {
            return null;
        }
    }
}
