// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.weights;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Arithmetic on shapes and the bulk conversions behind {@link TensorData}'s default methods. */
final class TensorMath {
    /** Elements read at a time: 256 Ki, so that streaming a tensor needs a few MB. */
    static final int CHUNK = 1 << 18;

    private TensorMath() {}

    /** Product of sizes; 0 if any is 0. */
    static long product(long[] shape) {
        for (long size : shape) {
            if (size == 0) {
                return 0;
            }
        }
        long product = 1;
        for (long size : shape) {
            product = Math.multiplyExact(product, size);
        }
        return product;
    }

    static String describe(long[] shape) {
        return Arrays.toString(shape).replace(" ", "");
    }

    static int countForOneArray(TensorData tensor, int bytesEach) {
        long elements = tensor.elements();
        // a few bytes below 2^31: the largest array a Java machine will give
        if (elements > (Integer.MAX_VALUE - 8) / bytesEach) {
            throw new UncheckedIOException(
                    new WeightFileException(
                            "A tensor of shape "
                                    + describe(tensor.shape())
                                    + " has "
                                    + elements
                                    + " elements, too many for one array of 2 GiB."));
        }
        return (int) elements;
    }

    static float[] toFloats(TensorData tensor) {
        float[] values = new float[countForOneArray(tensor, 1)];
        DType type = tensor.dtype();
        for (int from = 0; from < values.length; ) {
            int count = Math.min(CHUNK, values.length - from);
            ByteBuffer bytes = tensor.bytes(from, count);
            if (type == DType.F32) {
                bytes.asFloatBuffer().get(values, from, count);
            } else {
                for (int i = 0; i < count; i++) {
                    values[from + i] = (float) type.readDouble(bytes, i * type.bytes());
                }
            }
            from += count;
        }
        return values;
    }

    static double sum(TensorData tensor) {
        DType type = tensor.dtype();
        long elements = tensor.elements();
        double sum = 0;
        for (long from = 0; from < elements; ) {
            int count = (int) Math.min(CHUNK, elements - from);
            ByteBuffer bytes = tensor.bytes(from, count);
            if (type == DType.F32) {
                FloatBuffer floats = bytes.asFloatBuffer();
                for (int i = 0; i < count; i++) {
                    sum += floats.get(i);
                }
            } else {
                for (int i = 0; i < count; i++) {
                    sum += type.readDouble(bytes, i * type.bytes());
                }
            }
            from += count;
        }
        return sum;
    }
}
