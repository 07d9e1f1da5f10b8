// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.restauro.engine.weights.ByteSource;
import org.restauro.engine.weights.DType;
import org.restauro.engine.weights.WeightFileException;

/** Checks and builds the plain values that known calls take and give. */
final class PickleValues {
    private static final int MOST_DIMENSIONS = 64;

    private static final Map<String, DType> STORAGES =
            Map.of(
                    "DoubleStorage", DType.F64,
                    "FloatStorage", DType.F32,
                    "HalfStorage", DType.F16,
                    "BFloat16Storage", DType.BF16,
                    "LongStorage", DType.I64,
                    "IntStorage", DType.I32,
                    "ShortStorage", DType.I16,
                    "CharStorage", DType.I8,
                    "ByteStorage", DType.U8,
                    "BoolStorage", DType.BOOL);

    private PickleValues() {}

    /** A dictionary from nothing, another dictionary, or pairs. */
    static PickleDict dict(PickleList arguments, ReadingLimits limits) throws IOException {
        PickleDict dict = new PickleDict();
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i) instanceof PickleDict other) {
                limits.take((long) ReadingLimits.ENTRY * other.size());
                for (int k = 0; k < other.size(); k++) {
                    dict.put(other.key(k), other.value(k));
                }
            } else if (arguments.get(i) instanceof PickleList pairs) {
                limits.take((long) ReadingLimits.ENTRY * pairs.size());
                for (int k = 0; k < pairs.size(); k++) {
                    if (!(pairs.get(k) instanceof PickleList pair) || pair.size() != 2) {
                        throw new WeightFileException("a dictionary made from what is no pair");
                    }
                    dict.put(RawBytes.asKey(pair.get(0), limits), pair.get(1));
                }
            }
        }
        return dict;
    }

    static PickleList set(PickleList arguments) {
        PickleList set = PickleList.empty(PickleList.Kind.SET);
        if (arguments.orNull(0) instanceof PickleList items) {
            // shared with the list it is made from, as nothing else refers to that
            return items.as(PickleList.Kind.SET);
        }
        return set;
    }

    static Object encoded(PickleList arguments, ReadingLimits limits, GlobalName name)
            throws WeightFileException {
        if (!(arguments.orNull(0) instanceof String text)) {
            return new PickleRecord(name, arguments);
        }
        limits.take(text.length());
        return new RawBytes(ByteSource.of(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    static long number(Object value, String what) throws WeightFileException {
        if (value instanceof Long number) {
            return number;
        }
        throw new WeightFileException(what + " is not a 64-bit whole number");
    }

    static long[] numbers(Object value, String what) throws WeightFileException {
        if (!(value instanceof PickleList list) || list.size() > MOST_DIMENSIONS) {
            throw new WeightFileException(
                    "a tensor whose " + what + " are not a list of at most " + MOST_DIMENSIONS);
        }
        long[] numbers = new long[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(list.get(i), "one of a tensor's " + what);
        }
        return numbers;
    }

    /** The element type of a storage class such as {@code torch.FloatStorage}. */
    static DType storageType(Object storageClass) throws WeightFileException {
        if (storageClass instanceof GlobalName name
                && (name.module().equals("torch")
                        || name.module().equals("torch.cuda")
                        || name.module().equals("torch.storage"))) {
            if (name.name().equals("UntypedStorage")) {
                return DType.U8;
            }
            DType type = STORAGES.get(name.name());
            if (type != null) {
                return type;
            }
        }
        throw new WeightFileException(
                "a storage of the unsupported class "
                        + (storageClass instanceof GlobalName name ? name.qualified() : "?"));
    }

    /** The storage class of an element type, in the module {@code torch}. */
    static String storageClass(DType type) {
        return STORAGES.entrySet().stream()
                .filter(e -> e.getValue() == type)
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    /** The element type that a constant such as {@code torch.float32} names. */
    static DType elementType(Object constant) throws WeightFileException {
        if (constant instanceof GlobalName name && name.module().equals("torch")) {
            for (DType type : DType.values()) {
                if (type.label().equals(name.name())) {
                    return type;
                }
            }
        }
        throw new WeightFileException(
                "a tensor of the unsupported type "
                        + (constant instanceof GlobalName name ? name.qualified() : "?"));
    }

    /** Classes found in every sound checkpoint, which need no mention in a report. */
    static boolean isPlainClass(GlobalName name) {
        return name.module().startsWith("torch.nn.modules.")
                || name.module().startsWith("torch_utils.persistence")
                || name.module().startsWith("__torch__")
                || name.module().equals("__torch__")
                || name.qualified().equals("torch.device");
    }
}
