// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

import java.io.IOException;
import java.io.InputStream;

/** Makes cells of one type. */
public interface DataCellFactory {
    DataType getDataType();

    /** Makes cells from a stream. */
    interface FromInputStream extends DataCellFactory {
        DataCell createCell(InputStream input) throws IOException;
    }
}
