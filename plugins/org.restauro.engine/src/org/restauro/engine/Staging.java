// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.function.Consumer;

/**
 * Copies Java values into arrays whose memory PyTorch owns.
 *
 * <p>DJL's own {@code create} leaves the values in a direct buffer, which only the garbage
 * collector frees: resident memory would follow its mood instead of the manager's life. Here one
 * buffer a thread is used again and again.
 */
public final class Staging {
    private static final ThreadLocal<ByteBuffer> BUFFER = new ThreadLocal<>();

    /** Larger buffers are not kept: 64 MiB holds any weight and a 4096² plane. */
    private static final int KEPT_BYTES = 64 << 20;

    private Staging() {}

    /** A float32 array with these row-major values. */
    public static NDArray array(NDManager manager, float[] values, long... shape) {
        ByteBuffer bytes = take(Math.multiplyExact(values.length, Float.BYTES));
        bytes.asFloatBuffer().put(values);
        return fill(manager, bytes, shape);
    }

    /**
     * A float32 array whose row-major values somebody writes, in the processor's byte order.
     *
     * @param values writes all of the buffer it is given
     */
    public static NDArray array(NDManager manager, Consumer<ByteBuffer> values, long... shape) {
        ByteBuffer bytes =
                take(Math.toIntExact(Math.multiplyExact(new Shape(shape).size(), Float.BYTES)));
        values.accept(bytes.duplicate().order(ByteOrder.nativeOrder()));
        return fill(manager, bytes, shape);
    }

    /** A float64 array with these row-major values. */
    public static NDArray array(NDManager manager, double[] values, long... shape) {
        return doubles(manager, target -> target.put(values), shape);
    }

    /**
     * A float64 array whose row-major values somebody writes.
     *
     * @param values writes all of the buffer it is given
     */
    public static NDArray doubles(NDManager manager, Consumer<DoubleBuffer> values, long... shape) {
        ByteBuffer bytes =
                take(Math.toIntExact(Math.multiplyExact(new Shape(shape).size(), Double.BYTES)));
        values.accept(bytes.asDoubleBuffer());
        return fill(manager, bytes, DataType.FLOAT64, shape);
    }

    private static NDArray fill(NDManager manager, ByteBuffer bytes, long... shape) {
        return fill(manager, bytes, DataType.FLOAT32, shape);
    }

    private static NDArray fill(NDManager manager, ByteBuffer bytes, DataType type, long... shape) {
        // create() only borrows a direct buffer; the copy is PyTorch's own
        try (NDArray borrowed = manager.create(bytes, new Shape(shape), type)) {
            return borrowed.duplicate();
        }
    }

    private static ByteBuffer take(int size) {
        ByteBuffer kept = BUFFER.get();
        if (kept == null || kept.capacity() < size) {
            kept =
                    ByteBuffer.allocateDirect(Math.max(size, 1 << 16))
                            .order(ByteOrder.nativeOrder());
            BUFFER.set(size <= KEPT_BYTES ? kept : null);
        }
        ByteBuffer part = kept.duplicate().order(ByteOrder.nativeOrder());
        part.limit(size);
        return part;
    }
}
