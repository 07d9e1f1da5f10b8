// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.weights;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One tensor of a weight file, read when it is asked for. Its values are in row-major order,
 * whatever the layout in the file.
 *
 * <p>Methods that read throw {@link UncheckedIOException} around an {@link java.io.IOException}
 * when the file can no longer be read or is closed.
 */
public interface TensorData {
    /** Type of the elements. */
    DType dtype();

    /** Sizes of the dimensions; empty for a scalar. The array is the caller's own copy. */
    long[] shape();

    /**
     * A run of elements in row-major order.
     *
     * @param first index of the first element
     * @param count number of elements
     * @return {@code count * dtype().bytes()} little-endian bytes from index 0, read-only
     */
    ByteBuffer bytes(long first, int count);

    /**
     * All elements: contiguous, row-major, little-endian, read-only.
     *
     * @throws UncheckedIOException if the tensor is larger than one buffer (2 GiB) can hold; read
     *     such a tensor in parts with {@link #bytes(long, int)}
     */
    default ByteBuffer bytes() {
        return bytes(0, TensorMath.countForOneArray(this, dtype().bytes()));
    }

    /**
     * Copies all elements, as {@link #bytes()} gives them; what makes its values up writes them
     * straight into the target.
     *
     * @param target receives as many bytes as the elements take, from its position
     */
    default void copyTo(ByteBuffer target) {
        target.put(bytes());
    }

    /** All elements converted to float32, in row-major order; booleans become 0 and 1. */
    default float[] toFloats() {
        return TensorMath.toFloats(this);
    }

    /** Number of elements: the product of the sizes, 1 for a scalar. */
    default long elements() {
        return TensorMath.product(shape());
    }

    /** Sum of all elements in double precision. */
    default double sum() {
        return TensorMath.sum(this);
    }

    /**
     * This tensor with another element type; values are rounded to nearest when they are read, and
     * become infinite where they are too large for it.
     */
    default TensorData to(DType type) {
        return type == dtype() ? this : new ConvertedTensor(this, type);
    }

    /**
     * A float32 tensor.
     *
     * @param values row-major values, copied
     * @param shape sizes whose product is {@code values.length}
     */
    static TensorData of(float[] values, long... shape) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return of(DType.F32, bytes, shape);
    }

    /**
     * A tensor over bytes in memory.
     *
     * @param type element type
     * @param bytes little-endian row-major values between position and limit, shared
     * @param shape sizes whose product times the element size is the number of bytes
     */
    static TensorData of(DType type, ByteBuffer bytes, long... shape) {
        if (TensorMath.product(shape) * type.bytes() != bytes.remaining()) {
            throw new IllegalArgumentException(
                    "A "
                            + type.label()
                            + " tensor of shape "
                            + TensorMath.describe(shape)
                            + " takes "
                            + TensorMath.product(shape) * type.bytes()
                            + " bytes, but "
                            + bytes.remaining()
                            + " were given.");
        }
        try {
            return StridedTensor.contiguous(type, shape, ByteSource.of(bytes));
        } catch (WeightFileException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
