// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import org.restauro.engine.weights.ByteSource;
import org.restauro.engine.weights.DType;
import org.restauro.engine.weights.WeightFileException;

/** The memory behind tensors. In the legacy layout its bytes follow the pickle that names it. */
final class TorchStorage {
    private final DType type;
    private final long elements;
    private ByteSource bytes;

    private TorchStorage(DType type, long elements) {
        this.type = type;
        this.elements = elements;
    }

    /**
     * A storage whose bytes are not known yet.
     *
     * @param type element type
     * @param elements number of elements, at most what a file can hold
     */
    static TorchStorage announced(DType type, long elements) throws WeightFileException {
        if (elements < 0 || elements > Long.MAX_VALUE / type.bytes()) {
            throw new WeightFileException("a storage of " + elements + " elements");
        }
        return new TorchStorage(type, elements);
    }

    /** Element type; U8 for an untyped one. */
    DType type() {
        return type;
    }

    long byteSize() {
        return elements * type.bytes();
    }

    long elements() {
        return elements;
    }

    /** Gives the storage its bytes, exactly as many as it announced. */
    void bytes(ByteSource content) throws WeightFileException {
        if (content.size() != byteSize()) {
            throw new WeightFileException(
                    "a storage of "
                            + elements
                            + " elements takes "
                            + byteSize()
                            + " bytes, but the file holds "
                            + content.size());
        }
        bytes = content;
    }

    ByteSource bytes() throws WeightFileException {
        if (bytes == null) {
            throw new WeightFileException("a storage is named whose bytes are not in the file");
        }
        return bytes;
    }

    boolean hasBytes() {
        return bytes != null;
    }
}
