// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import org.restauro.engine.weights.DType;
import org.restauro.engine.weights.StridedTensor;
import org.restauro.engine.weights.WeightFileException;

/** A tensor as pickled: a view on a storage, checked once the storage has its bytes. */
final class TorchTensor {
    private final TorchStorage storage;
    private final DType type;
    private final long offset;
    private final long[] shape;
    private final long[] strides;
    private StridedTensor data;

    TorchTensor(TorchStorage storage, DType type, long offset, long[] shape, long[] strides) {
        this.storage = storage;
        this.type = type;
        this.offset = offset;
        this.shape = shape;
        this.strides = strides;
    }

    /** The checked view. */
    StridedTensor data() throws WeightFileException {
        if (data == null) {
            data = StridedTensor.of(type, shape, strides, offset, storage.bytes());
        }
        return data;
    }
}
