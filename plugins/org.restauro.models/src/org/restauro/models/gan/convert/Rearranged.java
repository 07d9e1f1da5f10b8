// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.convert;

import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.restauro.engine.weights.DType;
import org.restauro.engine.weights.TensorData;

/**
 * Values of another tensor as float32 in another order or a little changed. They are computed when
 * they are read, so that converting a large file takes little memory.
 */
final class Rearranged implements TensorData {
    private final TensorData source;
    private final long[] shape;
    private final UnaryOperator<float[]> change;
    private SoftReference<ByteBuffer> known = new SoftReference<>(null);

    private Rearranged(TensorData source, long[] shape, UnaryOperator<float[]> change) {
        this.source = source;
        this.shape = shape;
        this.change = change;
    }

    /** The same values under another shape. */
    static TensorData reshaped(TensorData t, long... shape) {
        long elements = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        if (elements != t.elements()) {
            throw unfit(t, "of " + elements + " values");
        }
        return new Rearranged(t, shape.clone(), values -> values);
    }

    /** Axis i of the result is axis axes[i] of the tensor. */
    static TensorData permuted(TensorData t, int... axes) {
        long[] from = t.shape();
        if (from.length != axes.length) {
            throw unfit(t, "of " + axes.length + " dimensions");
        }
        long[] to = new long[axes.length];
        int[] strides = new int[axes.length];
        int stride = 1;
        int[] own = new int[axes.length];
        for (int i = axes.length - 1; i >= 0; i--) {
            own[i] = stride;
            stride = Math.multiplyExact(stride, Math.toIntExact(from[i]));
        }
        for (int i = 0; i < axes.length; i++) {
            to[i] = from[axes[i]];
            strides[i] = own[axes[i]];
        }
        return new Rearranged(t, to, values -> gather(values, to, strides));
    }

    private static float[] gather(float[] values, long[] shape, int[] strides) {
        float[] result = new float[values.length];
        int[] at = new int[shape.length];
        int from = 0;
        for (int i = 0; i < result.length; i++) {
            result[i] = values[from];
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                from += strides[axis];
                if (++at[axis] < shape[axis]) {
                    break;
                }
                from -= strides[axis] * at[axis];
                at[axis] = 0;
            }
        }
        return result;
    }

    /** A tensor of four dimensions with the last two turned by 180°. */
    static TensorData turned(TensorData t) {
        long[] shape = t.shape();
        if (shape.length != 4) {
            throw unfit(t, "of 4 dimensions");
        }
        int map = Math.toIntExact(shape[2] * shape[3]);
        return new Rearranged(
                t,
                shape,
                values -> {
                    float[] result = new float[values.length];
                    for (int i = 0; i < values.length; i++) {
                        int first = i - i % map;
                        result[first + map - 1 - i % map] = values[i];
                    }
                    return result;
                });
    }

    /** Every value times a factor, plus an offset. */
    static TensorData scaled(TensorData t, float factor, float offset) {
        return new Rearranged(
                t,
                t.shape(),
                values -> {
                    float[] result = new float[values.length];
                    for (int i = 0; i < values.length; i++) {
                        result[i] = values[i] * factor + offset;
                    }
                    return result;
                });
    }

    private static IllegalArgumentException unfit(TensorData t, String right) {
        return new IllegalArgumentException(
                "a tensor has the shape "
                        + Arrays.toString(t.shape())
                        + "; one "
                        + right
                        + " would be right");
    }

    @Override
    public DType dtype() {
        return DType.F32;
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    @Override
    public ByteBuffer bytes(long first, int count) {
        Objects.checkFromIndexSize(first, count, elements());
        ByteBuffer all = known.get();
        if (all == null) {
            float[] values = change.apply(source.toFloats());
            all = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
            all.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
            known = new SoftReference<>(all);
        }
        return all.slice((int) first * Float.BYTES, count * Float.BYTES)
                .asReadOnlyBuffer()
                .order(ByteOrder.LITTLE_ENDIAN);
    }
}
