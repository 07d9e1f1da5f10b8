// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.port;

import java.io.InputStream;
import java.util.zip.ZipInputStream;

/** Where a specification is read from: get your own entries. */
public class PortObjectSpecZipInputStream extends ZipInputStream {
    PortObjectSpecZipInputStream(InputStream in) {
        super(in);
    }
}
