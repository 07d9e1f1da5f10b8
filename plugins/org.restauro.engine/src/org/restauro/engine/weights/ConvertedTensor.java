// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A tensor seen with another element type. */
final class ConvertedTensor implements TensorData {
    private final TensorData original;
    private final DType type;

    ConvertedTensor(TensorData original, DType type) {
        this.original = original;
        this.type = type;
    }

    @Override
    public DType dtype() {
        return type;
    }

    @Override
    public long[] shape() {
        return original.shape();
    }

    @Override
    public ByteBuffer bytes(long first, int count) {
        DType from = original.dtype();
        ByteBuffer source = original.bytes(first, count);
        ByteBuffer target =
                ByteBuffer.allocate(Math.multiplyExact(count, type.bytes()))
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            type.writeDouble(target, i * type.bytes(), from.readDouble(source, i * from.bytes()));
        }
        return target.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }
}
