// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node;

/** A node model that keeps tables for its views. */
public interface BufferedDataTableHolder {
    BufferedDataTable[] getInternalTables();

    void setInternalTables(BufferedDataTable[] tables);
}
