// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.restauro.engine.weights.ByteSource;
import org.restauro.engine.weights.StridedTensor;
import org.restauro.engine.weights.WeightFileException;

/**
 * The short list of Python callables whose meaning is known here. Everything else becomes a {@link
 * PickleRecord}. One object serves all pickles of a file and remembers what they named.
 */
final class PickleCalls {
    /** Different unknown names remembered for the report; the rest are only counted out. */
    private static final int NAMES_REMEMBERED = 100;

    private final ReadingLimits limits = new ReadingLimits();
    private final List<TorchTensor> tensors = new ArrayList<>();
    private final Map<String, Integer> unknown = new TreeMap<>();

    ReadingLimits limits() {
        return limits;
    }

    /** Names that were called and are not known here, with how often. */
    Map<String, Integer> unknown() {
        return Collections.unmodifiableMap(unknown);
    }

    /** Checks every tensor of the file against its storage. Call when all storages have bytes. */
    void checkTensors() throws WeightFileException {
        for (TorchTensor tensor : tensors) {
            tensor.data();
        }
    }

    /** The value of a call, or of an object made from a class. */
    Object call(Object callable, PickleList arguments) throws IOException {
        if (!(callable instanceof GlobalName name)) {
            return record(callable, arguments);
        }
        switch (name.qualified()) {
            case "collections.OrderedDict":
            case "collections.defaultdict":
            case "dnnlib.util.EasyDict":
            case "builtins.dict":
            case "__builtin__.dict":
                return PickleValues.dict(arguments, limits);
            case "builtins.set":
            case "__builtin__.set":
            case "builtins.frozenset":
            case "__builtin__.frozenset":
                return PickleValues.set(arguments);
            case "torch.Size":
                return arguments.size() == 1 && arguments.get(0) instanceof PickleList sizes
                        ? sizes
                        : record(name, arguments);
            case "torch._utils._rebuild_tensor":
            case "torch._utils._rebuild_tensor_v2":
            case "torch._utils._rebuild_tensor_v3":
                return tensor(name, arguments);
            case "torch._utils._rebuild_parameter":
            case "torch._utils._rebuild_parameter_with_state":
                return arguments.orNull(0) instanceof TorchTensor tensor
                        ? tensor
                        : record(name, arguments);
            case "torch._tensor._rebuild_from_type_v2":
                return fromType(name, arguments);
            case "torch.jit._pickle.build_intlist":
            case "torch.jit._pickle.build_tensorlist":
            case "torch.jit._pickle.build_doublelist":
            case "torch.jit._pickle.build_boollist":
            case "torch.jit._pickle.restore_type_tag":
                return arguments.size() > 0 ? arguments.get(0) : record(name, arguments);
            case "torch.storage._load_from_bytes":
                return TorchLegacy.nestedStorage(arguments.orNull(0), this);
            case "torch_utils.persistence._reconstruct_persistent_obj":
                return persistent(name, arguments);
            case "_codecs.encode":
                return PickleValues.encoded(arguments, limits, name);
            case "copyreg._reconstructor":
            case "copy_reg._reconstructor":
                return reconstructed(name, arguments);
            default:
                Object numpy = NumpyValues.call(name, arguments, limits);
                return numpy != null ? numpy : record(name, arguments);
        }
    }

    /** Gives an object its state. */
    void build(Object target, Object state) throws IOException {
        if (target instanceof PickleRecord record) {
            record.state(state);
        } else if (target instanceof NumpyType type) {
            type.build(state);
        } else if (target instanceof NumpyArray array) {
            array.build(state, limits);
            if (array.data() != null) {
                limits.take(ReadingLimits.OBJECT * 2L);
            }
        } else if (!(target instanceof PickleDict) && !(target instanceof TorchTensor)) {
            // dictionaries get _metadata and tensors Python attributes this way, both of no use
            throw new WeightFileException("a pickle gives a state to a value that can have none");
        }
    }

    private PickleRecord record(Object callable, PickleList arguments) {
        if (callable instanceof GlobalName name && !PickleValues.isPlainClass(name)) {
            String called = name.qualified();
            if (unknown.containsKey(called) || unknown.size() < NAMES_REMEMBERED) {
                unknown.merge(called, 1, Integer::sum);
            }
        }
        return new PickleRecord(callable, arguments);
    }

    private Object tensor(GlobalName name, PickleList arguments) throws IOException {
        if (!(arguments.orNull(0) instanceof TorchStorage storage)) {
            throw new WeightFileException("a tensor without a storage");
        }
        if (arguments.size() < 4) {
            throw new WeightFileException("a tensor with " + arguments.size() + " arguments");
        }
        var type = storage.type();
        if (name.name().endsWith("v3")) {
            type = PickleValues.elementType(arguments.orNull(6));
        }
        long[] shape = PickleValues.numbers(arguments.get(2), "sizes");
        long[] strides = PickleValues.numbers(arguments.get(3), "strides");
        limits.take(ReadingLimits.OBJECT * 2L + Long.BYTES * 2L * (shape.length + strides.length));
        long offset = PickleValues.number(arguments.get(1), "a tensor's offset");
        TorchTensor tensor = new TorchTensor(storage, type, offset, shape, strides);
        tensors.add(tensor);
        if (storage.hasBytes()) {
            tensor.data();
        }
        return tensor;
    }

    private Object fromType(GlobalName name, PickleList arguments) throws IOException {
        boolean plain =
                arguments.orNull(0) instanceof GlobalName function
                        && function.module().equals("torch._utils")
                        && function.name().startsWith("_rebuild_")
                        && arguments.orNull(2) instanceof PickleList inner
                        && inner.isTuple();
        return plain
                ? call(arguments.get(0), (PickleList) arguments.get(2))
                : record(name, arguments);
    }

    /** The source text that comes with a persistent object is neither run nor kept. */
    private Object persistent(GlobalName name, PickleList arguments) throws IOException {
        if (!(arguments.orNull(0) instanceof PickleDict object)
                || !(object.get("class_name") instanceof String className)) {
            throw new WeightFileException("a persistent object without a class name");
        }
        limits.take(ReadingLimits.OBJECT);
        PickleRecord record =
                new PickleRecord(
                        new GlobalName(name.module(), className),
                        PickleList.empty(PickleList.Kind.TUPLE));
        record.state(object.get("state"));
        return record;
    }

    private Object reconstructed(GlobalName name, PickleList arguments) throws IOException {
        if (!(arguments.orNull(0) instanceof GlobalName wanted)) {
            return record(name, arguments);
        }
        Object made = call(wanted, PickleList.empty(PickleList.Kind.TUPLE));
        return made instanceof PickleDict && arguments.orNull(2) instanceof PickleDict content
                ? content
                : made;
    }

    /** A tensor value, checked, or null if the value is no tensor. */
    static StridedTensor tensorOrNull(Object value) throws WeightFileException {
        if (value instanceof TorchTensor tensor) {
            return tensor.data();
        }
        return value instanceof NumpyArray array ? array.data() : null;
    }

    /** Reads a whole pickle that may not refer to anything outside itself. */
    Object readPlain(ByteSource source) throws IOException {
        PickleCursor cursor = new PickleCursor(source);
        return new PickleMachine(
                        cursor,
                        this,
                        id -> {
                            throw new WeightFileException(
                                    "a persistent id in a pickle that has nothing to refer to");
                        })
                .read();
    }
}
