// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Bytes that can be read at any position: a file, a mapped part of one, or memory. Positions are
 * 64-bit, so that a source may be larger than 2 GiB. Safe for use by several threads.
 */
public interface ByteSource {
    /** Number of bytes. */
    long size();

    /**
     * A part of the source.
     *
     * @param position first byte
     * @param length number of bytes; {@code position + length} may not exceed {@link #size()}
     * @return little-endian bytes from index 0 to {@code length}, read-only where they are shared
     * @throws IOException if the bytes cannot be read
     * @throws IndexOutOfBoundsException if the range is not inside the source
     */
    ByteBuffer read(long position, int length) throws IOException;

    /** A window on this source; nothing is read. */
    default ByteSource slice(long position, long length) {
        Objects.checkFromIndexSize(position, length, size());
        ByteSource whole = this;
        return new ByteSource() {
            @Override
            public long size() {
                return length;
            }

            @Override
            public ByteBuffer read(long at, int count) throws IOException {
                Objects.checkFromIndexSize(at, count, length);
                return whole.read(position + at, count);
            }

            @Override
            public ByteSource slice(long at, long count) {
                Objects.checkFromIndexSize(at, count, length);
                return whole.slice(position + at, count);
            }
        };
    }

    /** Bytes in memory. The buffer's content between position and limit is shared, not copied. */
    static ByteSource of(ByteBuffer bytes) {
        ByteBuffer content = bytes.slice().asReadOnlyBuffer();
        return new ByteSource() {
            @Override
            public long size() {
                return content.capacity();
            }

            @Override
            public ByteBuffer read(long position, int length) {
                Objects.checkFromIndexSize(position, length, size());
                return content.slice((int) position, length).order(ByteOrder.LITTLE_ENDIAN);
            }
        };
    }

    /** Bytes in memory; the array is shared, not copied. */
    static ByteSource of(byte[] bytes) {
        return of(ByteBuffer.wrap(bytes));
    }
}
