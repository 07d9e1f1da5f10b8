// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Bytes in memory whose buffer can be handed on without a copy. */
final class ByteSink extends ByteArrayOutputStream {
    ByteSink(int capacity) {
        super(capacity);
    }

    /** Writes a part of what was collected. */
    void writeTo(OutputStream out, int from, int length) throws IOException {
        out.write(buf, from, length);
    }

    int unsigned(int at) {
        return buf[at] & 0xFF;
    }
}
