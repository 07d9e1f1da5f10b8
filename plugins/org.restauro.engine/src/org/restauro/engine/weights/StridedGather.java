// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Copies elements of a strided view into row-major order, reading its storage a window at a time.
 */
final class StridedGather {
    /** A storage up to this size is read as one window, which costs nothing where it is mapped. */
    private static final long WHOLE = 1L << 30;

    private static final int SMALL_WINDOW = 1 << 16;

    private final ByteSource storage;
    private final int bytes;
    private final long[] shape;
    private final long[] strides;
    private final long offset;
    private ByteBuffer window = ByteBuffer.allocate(0);
    private long windowStart;

    StridedGather(ByteSource storage, int bytes, long[] shape, long[] strides, long offset) {
        this.storage = storage;
        this.bytes = bytes;
        this.shape = shape;
        this.strides = strides;
        this.offset = offset;
    }

    ByteBuffer read(long first, int count, ByteBuffer target) throws IOException {
        target.order(ByteOrder.LITTLE_ENDIAN);
        long[] index = new long[shape.length];
        long position = offset;
        long rest = first;
        for (int d = shape.length - 1; d >= 0; d--) {
            index[d] = rest % shape[d];
            rest /= shape[d];
            position += index[d] * strides[d];
        }
        for (int i = 0; i < count; i++) {
            copy(position * bytes, target, i * bytes);
            for (int d = shape.length - 1; d >= 0; d--) {
                position += strides[d];
                if (++index[d] < shape[d]) {
                    break;
                }
                position -= shape[d] * strides[d];
                index[d] = 0;
            }
        }
        return target;
    }

    private void copy(long from, ByteBuffer target, int to) throws IOException {
        if (from < windowStart || from + bytes > windowStart + window.capacity()) {
            moveWindow(from);
        }
        int at = (int) (from - windowStart);
        switch (bytes) {
            case 1 -> target.put(to, window.get(at));
            case 2 -> target.putShort(to, window.getShort(at));
            case 4 -> target.putInt(to, window.getInt(at));
            default -> target.putLong(to, window.getLong(at));
        }
    }

    private void moveWindow(long from) throws IOException {
        boolean whole = storage.size() <= WHOLE;
        windowStart = whole ? 0 : from;
        int length = (int) Math.min(whole ? WHOLE : SMALL_WINDOW, storage.size() - windowStart);
        window = storage.read(windowStart, length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
