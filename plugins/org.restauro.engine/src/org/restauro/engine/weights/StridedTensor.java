// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.weights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * A view on a storage: element {@code (i, j, …)} lies at {@code offset + i*stride0 + j*stride1 +
 * …}, counted in elements. Every view is checked against its storage when it is made; nothing is
 * read or copied before it is asked for.
 */
public final class StridedTensor implements TensorData {
    /** More dimensions than any network uses; PyTorch itself stops at 64. */
    private static final int MAX_DIMENSIONS = 64;

    /** Copies of views that repeat their storage may be this large whatever the storage's size. */
    private static final long FREE_EXPANSION = 64L << 20;

    /** Larger copies may take this many times the bytes of the storage. */
    private static final long EXPANSION_FACTOR = 16;

    private final DType type;
    private final long[] shape;
    private final long[] strides;
    private final long offset;
    private final long elements;
    private final ByteSource storage;
    private final boolean contiguous;

    private StridedTensor(
            DType type,
            long[] shape,
            long[] strides,
            long offset,
            long elements,
            ByteSource storage) {
        this.type = type;
        this.shape = shape;
        this.strides = strides;
        this.offset = offset;
        this.elements = elements;
        this.storage = storage;
        this.contiguous = isRowMajor(shape, strides);
    }

    /**
     * A view on a storage.
     *
     * @param type element type
     * @param shape sizes, none negative; empty for a scalar
     * @param strides one stride a dimension in elements, none negative, 0 repeats
     * @param offset index of the first element
     * @param storage little-endian elements
     * @throws WeightFileException if the view is malformed or reaches outside its storage
     */
    public static StridedTensor of(
            DType type, long[] shape, long[] strides, long offset, ByteSource storage)
            throws WeightFileException {
        if (shape.length != strides.length || shape.length > MAX_DIMENSIONS) {
            throw new WeightFileException(
                    "A tensor has "
                            + shape.length
                            + " sizes and "
                            + strides.length
                            + " strides; there must be as many of each, at most "
                            + MAX_DIMENSIONS
                            + ".");
        }
        long elements;
        long last = offset;
        try {
            for (int i = 0; i < shape.length; i++) {
                if (shape[i] < 0 || strides[i] < 0 || offset < 0) {
                    throw new WeightFileException(
                            "A tensor has a negative size, stride or offset: "
                                    + describe(shape, strides, offset)
                                    + ".");
                }
            }
            elements = TensorMath.product(shape);
            Math.multiplyExact(elements, (long) type.bytes());
            for (int i = 0; i < shape.length && elements > 0; i++) {
                last = Math.addExact(last, Math.multiplyExact(shape[i] - 1, strides[i]));
            }
        } catch (ArithmeticException e) {
            throw new WeightFileException(
                    "A tensor is larger than 64 bits can count: "
                            + describe(shape, strides, offset)
                            + ".",
                    e);
        }
        long stored = storage.size() / type.bytes();
        if (offset < 0 || offset > stored || elements > 0 && last >= stored) {
            throw new WeightFileException(
                    "A tensor reaches outside its storage: "
                            + describe(shape, strides, offset)
                            + " on a storage of "
                            + stored
                            + " elements.");
        }
        return new StridedTensor(type, shape.clone(), strides.clone(), offset, elements, storage);
    }

    /** A row-major tensor that begins at the first byte of its storage. */
    static StridedTensor contiguous(DType type, long[] shape, ByteSource storage)
            throws WeightFileException {
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = stride;
            // a wrapped product is harmless here: the sizes themselves are checked in of()
            stride *= Math.max(1, shape[i]);
        }
        for (int i = 0; i < strides.length; i++) {
            strides[i] = Math.max(0, strides[i]);
        }
        return of(type, shape, strides, 0, storage);
    }

    @Override
    public DType dtype() {
        return type;
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    /** Distance, in elements, between neighbours along each dimension of the storage. */
    public long[] strides() {
        return strides.clone();
    }

    /** Index of the first element in the storage. */
    public long offset() {
        return offset;
    }

    /** The bytes this tensor is a view on; tensors of one storage share the object. */
    public ByteSource storage() {
        return storage;
    }

    @Override
    public long elements() {
        return elements;
    }

    /**
     * Elements that must be visited to know the tensor: dimensions that only repeat (stride 0)
     * count once.
     */
    public long distinctElements() {
        long count = elements == 0 ? 0 : 1;
        for (int i = 0; i < shape.length && count > 0; i++) {
            count *= strides[i] == 0 ? 1 : shape[i];
        }
        return count;
    }

    @Override
    public double sum() {
        long repeats = elements == 0 ? 1 : elements / distinctElements();
        return repeats == 1 ? TensorMath.sum(this) : repeats * withoutRepeats().sum();
    }

    private StridedTensor withoutRepeats() {
        long[] once = shape.clone();
        for (int i = 0; i < once.length; i++) {
            once[i] = strides[i] == 0 ? 1 : once[i];
        }
        return new StridedTensor(type, once, strides, offset, distinctElements(), storage);
    }

    @Override
    public ByteBuffer bytes(long first, int count) {
        Objects.checkFromIndexSize(first, count, elements);
        try {
            int length = Math.multiplyExact(count, type.bytes());
            if (contiguous || count == 0) {
                return storage.read(count == 0 ? 0 : (offset + first) * type.bytes(), length)
                        .asReadOnlyBuffer()
                        .order(ByteOrder.LITTLE_ENDIAN);
            }
            return gather(first, count, length).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ByteBuffer gather(long first, int count, int length) throws IOException {
        if (elements * type.bytes() > FREE_EXPANSION
                && elements * type.bytes() / EXPANSION_FACTOR > storage.size()) {
            throw new WeightFileException(
                    "A tensor repeats its storage too often to be copied: "
                            + describe(shape, strides, offset)
                            + " on a storage of "
                            + storage.size()
                            + " bytes.");
        }
        StridedGather gather = new StridedGather(storage, type.bytes(), shape, strides, offset);
        return gather.read(first, count, ByteBuffer.allocate(length));
    }

    private static boolean isRowMajor(long[] shape, long[] strides) {
        long expected = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            if (shape[i] != 1 && strides[i] != expected) {
                return false;
            }
            expected *= shape[i];
        }
        return true;
    }

    private static String describe(long[] shape, long[] strides, long offset) {
        return "shape "
                + TensorMath.describe(shape)
                + ", stride "
                + TensorMath.describe(strides)
                + ", offset "
                + offset;
    }
}
