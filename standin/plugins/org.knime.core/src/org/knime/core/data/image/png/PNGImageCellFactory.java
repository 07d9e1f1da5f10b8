// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.image.png;

import java.io.IOException;
import java.io.InputStream;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataCellFactory.FromInputStream;
import org.knime.core.data.DataType;

/** Makes PNG cells from the bytes of PNG files. */
public class PNGImageCellFactory implements FromInputStream {
    /** The type of the cells. */
    public static final DataType TYPE = PNGImageContent.TYPE;

    public PNGImageCellFactory() {}

    @Override
    public DataType getDataType() {
        return TYPE;
    }

    @Override
    public DataCell createCell(InputStream input) throws IOException {
        return create(input);
    }

    public static DataCell create(InputStream input) throws IOException {
        return new PNGImageContent(input).toImageCell();
    }

    public static DataCell create(byte[] bytes) {
        return new PNGImageContent(bytes).toImageCell();
    }
}
