// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.port;

import java.io.InputStream;
import java.util.zip.ZipInputStream;

/** Where a port object is read from: get your own entries. */
public class PortObjectZipInputStream extends ZipInputStream {
    PortObjectZipInputStream(InputStream in) {
        super(in);
    }
}
