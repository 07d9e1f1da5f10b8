// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.port;

import java.io.OutputStream;
import java.util.zip.ZipOutputStream;

/** Where a port object is written: put your own entries. */
public class PortObjectZipOutputStream extends ZipOutputStream {
    PortObjectZipOutputStream(OutputStream out) {
        super(out);
    }
}
