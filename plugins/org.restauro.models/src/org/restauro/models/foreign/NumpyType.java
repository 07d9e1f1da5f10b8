// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import java.util.Map;
import org.restauro.engine.weights.DType;

/** A numpy element type. */
final class NumpyType {
    private static final Map<String, DType> CODES =
            Map.of(
                    "f8",
                    DType.F64,
                    "f4",
                    DType.F32,
                    "f2",
                    DType.F16,
                    "i8",
                    DType.I64,
                    "i4",
                    DType.I32,
                    "i2",
                    DType.I16,
                    "i1",
                    DType.I8,
                    "u1",
                    DType.U8,
                    "b1",
                    DType.BOOL);

    private final String code;
    private boolean bigEndian;

    NumpyType(String code) {
        this.code = code;
    }

    /** State (version, byte order, …); only the byte order matters. */
    void build(Object state) {
        bigEndian = state instanceof PickleList list && ">".equals(list.orNull(1));
    }

    /** The type, or null if tensors cannot have it (objects, texts, records, big-endian). */
    DType type() {
        DType type = CODES.get(code);
        return bigEndian && type != null && type.bytes() > 1 ? null : type;
    }
}
