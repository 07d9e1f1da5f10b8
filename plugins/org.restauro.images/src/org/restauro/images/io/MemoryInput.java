// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.io;

import java.io.EOFException;
import java.io.UncheckedIOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A file in memory. Decoders that take the end of a file for zeros and read on and on are stopped
 * by an exception that they do not catch.
 */
final class MemoryInput extends ImageInputStreamImpl {
    /** Attempts to read past the end; some decoders look a little ahead. */
    private static final int MAX_MISSES = 5_000;

    private final byte[] data;
    private int misses;

    MemoryInput(byte[] data) {
        this.data = data;
    }

    @Override
    public int read() {
        bitOffset = 0;
        if (streamPos >= data.length) {
            return atEnd();
        }
        return data[(int) streamPos++] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        if (streamPos >= data.length) {
            return atEnd();
        }
        int count = (int) Math.min(length, data.length - streamPos);
        System.arraycopy(data, (int) streamPos, target, offset, count);
        streamPos += count;
        return count;
    }

    private int atEnd() {
        if (++misses > MAX_MISSES) {
            throw new UncheckedIOException(new EOFException("The file ends too early."));
        }
        return -1;
    }

    @Override
    public long length() {
        return data.length;
    }
}
