// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.container;

import org.knime.core.data.DataRow;

/** Takes rows. */
public interface RowAppender {
    void addRowToTable(DataRow row);
}
