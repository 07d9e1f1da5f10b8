// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

import java.io.DataOutput;
import java.io.IOException;

/** Where cells are written to; strings may be longer than 64 KiB. */
public interface DataCellDataOutput extends DataOutput {
    @Override
    void writeUTF(String text) throws IOException;

    void writeDataCell(DataCell cell) throws IOException;
}
