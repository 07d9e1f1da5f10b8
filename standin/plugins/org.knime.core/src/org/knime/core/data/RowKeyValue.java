// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

/** What identifies a row. */
public interface RowKeyValue {
    String getString();

    RowKey materializeRowKey();
}
