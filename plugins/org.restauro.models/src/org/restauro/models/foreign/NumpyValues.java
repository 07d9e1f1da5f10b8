// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.restauro.engine.weights.ByteSource;
import org.restauro.engine.weights.DType;
import org.restauro.engine.weights.WeightFileException;

/** The numpy callables found in checkpoints. */
final class NumpyValues {
    private NumpyValues() {}

    /** The value of a numpy call, or null if the callable is not one of those known. */
    static Object call(GlobalName name, PickleList arguments, ReadingLimits limits)
            throws IOException {
        switch (name.qualified()) {
            case "numpy.dtype":
                Object code = RawBytes.asText(arguments.orNull(0));
                return new NumpyType(code instanceof String text ? text : "");
            case "numpy.core.multiarray._reconstruct":
            case "numpy._core.multiarray._reconstruct":
                return new NumpyArray();
            case "numpy.core.multiarray.scalar":
            case "numpy._core.multiarray.scalar":
                return scalar(name, arguments, limits);
            case "numpy.core.numeric._frombuffer":
            case "numpy._core.numeric._frombuffer":
                return fromBuffer(name, arguments, limits);
            default:
                return null;
        }
    }

    private static Object scalar(GlobalName name, PickleList arguments, ReadingLimits limits)
            throws IOException {
        DType type = arguments.orNull(0) instanceof NumpyType numpy ? numpy.type() : null;
        ByteSource bytes = RawBytes.of(arguments.orNull(1), limits);
        if (type == null || bytes == null) {
            return new PickleRecord(name, arguments);
        }
        if (bytes.size() != type.bytes()) {
            throw new WeightFileException(
                    "a numpy " + type.label() + " of " + bytes.size() + " bytes");
        }
        ByteBuffer value = bytes.read(0, type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        switch (type) {
            case I64:
                return value.getLong(0);
            case BOOL:
                return value.get(0) != 0;
            default:
                double number = type.readDouble(value, 0);
                return type.isFloating() ? (Object) number : (Object) (long) number;
        }
    }

    private static Object fromBuffer(GlobalName name, PickleList arguments, ReadingLimits limits)
            throws WeightFileException {
        DType type = arguments.orNull(1) instanceof NumpyType numpy ? numpy.type() : null;
        ByteSource bytes = RawBytes.of(arguments.orNull(0), limits);
        if (type == null || bytes == null) {
            return new PickleRecord(name, arguments);
        }
        NumpyArray array = new NumpyArray();
        long[] shape = PickleValues.numbers(arguments.orNull(2), "sizes");
        array.fill(type, shape, "F".equals(arguments.orNull(3)), bytes);
        return array;
    }
}
