// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.port;

import java.io.OutputStream;
import java.util.zip.ZipOutputStream;

/** Where a specification is written: put your own entries. */
public class PortObjectSpecZipOutputStream extends ZipOutputStream {
    PortObjectSpecZipOutputStream(OutputStream out) {
        super(out);
    }
}
