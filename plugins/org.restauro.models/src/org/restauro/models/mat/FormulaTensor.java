// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.mat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.stream.LongStream;
import org.restauro.engine.weights.DType;
import org.restauro.engine.weights.TensorData;

/** A tensor of float32 whose values are drawn from a stream whenever they are read. */
final class FormulaTensor implements TensorData {
    private final Congruential stream;
    private final double offset;
    private final double factor;
    private final long[] shape;

    /**
     * A tensor of values {@code offset + factor * u}.
     *
     * @param stream where the first value of u is drawn
     */
    FormulaTensor(Congruential stream, double offset, double factor, long... shape) {
        this.stream = stream;
        this.offset = offset;
        this.factor = factor;
        this.shape = shape.clone();
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
    public long elements() {
        return LongStream.of(shape).reduce(1, Math::multiplyExact);
    }

    @Override
    public ByteBuffer bytes(long first, int count) {
        Objects.checkFromIndexSize(first, count, elements());
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(count, Float.BYTES));
        write(stream.after(first), bytes.order(ByteOrder.LITTLE_ENDIAN), count);
        return bytes.flip().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void copyTo(ByteBuffer target) {
        ByteOrder order = target.order();
        write(stream, target.order(ByteOrder.LITTLE_ENDIAN), elements());
        target.order(order);
    }

    private void write(Congruential from, ByteBuffer target, long count) {
        long state = from.state();
        for (long i = 0; i < count; i++) {
            state = Congruential.next(state);
            target.putFloat((float) (offset + factor * Congruential.value(state)));
        }
    }
}
