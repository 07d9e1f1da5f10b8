// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

import java.io.DataInput;
import java.io.IOException;

/** Where cells are read from. */
public interface DataCellDataInput extends DataInput {
    DataCell readDataCell() throws IOException;
}
