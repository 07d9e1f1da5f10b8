// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.restauro.engine.weights.ByteSource;
import org.restauro.engine.weights.DType;
import org.restauro.engine.weights.StridedTensor;
import org.restauro.engine.weights.WeightFileException;

/** A numpy array: values if it holds numbers, otherwise nothing. */
final class NumpyArray {
    private StridedTensor data;

    /** A number as an array without dimensions, of float32 if that holds it. */
    static NumpyArray scalar(double number) {
        boolean single = (float) number == number || Double.isNaN(number);
        ByteBuffer bytes =
                ByteBuffer.allocate(single ? Float.BYTES : Double.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        if (single) {
            bytes.putFloat(0, (float) number);
        } else {
            bytes.putDouble(0, number);
        }
        NumpyArray array = new NumpyArray();
        try {
            array.fill(
                    single ? DType.F32 : DType.F64,
                    new long[0],
                    false,
                    ByteSource.of(bytes.array()));
        } catch (WeightFileException e) {
            throw new IllegalStateException("a number always fits its own bytes", e);
        }
        return array;
    }

    /** State (version, shape, type, column order, bytes), of old files without the version. */
    void build(Object state, ReadingLimits limits) throws WeightFileException {
        if (!(state instanceof PickleList parts) || parts.size() < 4) {
            throw new WeightFileException("a numpy array with an unknown state");
        }
        int from = parts.size() == 4 ? 0 : 1;
        if (parts.get(from + 1) instanceof NumpyType type && type.type() != null) {
            ByteSource bytes = RawBytes.of(parts.get(from + 3), limits);
            if (bytes == null) {
                throw new WeightFileException("a numpy array of numbers without bytes");
            }
            long[] shape = PickleValues.numbers(parts.get(from), "sizes");
            fill(type.type(), shape, Boolean.TRUE.equals(parts.get(from + 2)), bytes);
        }
    }

    void fill(DType type, long[] shape, boolean columnOrder, ByteSource bytes)
            throws WeightFileException {
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int i = 0; i < shape.length; i++) {
            int dimension = columnOrder ? i : shape.length - 1 - i;
            strides[dimension] = stride;
            // of() below rejects sizes whose product does not fit, and negative ones
            stride = shape[dimension] > 0 ? Math.abs(stride * shape[dimension]) : stride;
        }
        StridedTensor tensor = StridedTensor.of(type, shape, strides, 0, bytes);
        if (tensor.elements() * type.bytes() != bytes.size()) {
            throw new WeightFileException(
                    "a numpy array of "
                            + tensor.elements()
                            + " elements has "
                            + bytes.size()
                            + " bytes");
        }
        data = tensor;
    }

    /** The values, or null for an array that is not of numbers. */
    StridedTensor data() {
        return data;
    }
}
