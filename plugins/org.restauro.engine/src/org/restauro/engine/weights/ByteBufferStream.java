// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.weights;

import java.io.InputStream;
import java.nio.ByteBuffer;

/** The remaining bytes of a buffer as a stream. */
final class ByteBufferStream extends InputStream {
    private final ByteBuffer buffer;

    ByteBufferStream(ByteBuffer buffer) {
        this.buffer = buffer.duplicate();
    }

    @Override
    public int read() {
        return buffer.hasRemaining() ? buffer.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(target, offset, count);
        return count == 0 ? -1 : count;
    }
}
