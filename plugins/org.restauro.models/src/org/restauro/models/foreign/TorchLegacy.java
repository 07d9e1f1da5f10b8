// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import java.io.IOException;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import org.restauro.engine.weights.ByteSource;
import org.restauro.engine.weights.WeightFileException;

/**
 * The layout torch.save wrote before version 1.6: five pickles one after the other (magic number,
 * version, system, object, storage keys), then for each key an element count and the raw bytes.
 */
final class TorchLegacy {
    private static final BigInteger MAGIC = new BigInteger("119547037146038801333356");
    private static final long VERSION = 1001;

    private final PickleCursor in;
    private final PickleCalls calls;
    private final Map<String, TorchStorage> storages = new HashMap<>();
    private final Map<TorchStorage, View> views = new HashMap<>();

    /** A storage that is part of another one, in elements; very old files have them. */
    private record View(TorchStorage whole, long offset) {}

    private TorchLegacy(ByteSource file, PickleCalls calls) {
        this.in = new PickleCursor(file);
        this.calls = calls;
    }

    /** Whether the first pickle of a file was the magic number of this layout. */
    static boolean isMagic(Object first) {
        return MAGIC.equals(first);
    }

    /** Reads a whole file. */
    static Object read(ByteSource file, PickleCalls calls) throws IOException {
        return new TorchLegacy(file, calls).read();
    }

    /** Reads a file inside a pickle, which must hold one bare storage. */
    static TorchStorage nestedStorage(Object bytes, PickleCalls calls) throws IOException {
        if (!(bytes instanceof RawBytes raw)) {
            throw new WeightFileException("a nested storage that is not bytes");
        }
        calls.limits().enterNested();
        Object value = read(raw.content(), calls);
        calls.limits().leaveNested();
        if (value instanceof TorchStorage storage) {
            return storage;
        }
        throw new WeightFileException("a nested file that holds something other than a storage");
    }

    private Object read() throws IOException {
        if (!isMagic(next())) {
            throw new WeightFileException("the magic number of PyTorch's old layout is not there");
        }
        if (!Long.valueOf(VERSION).equals(next())) {
            throw new WeightFileException("not version " + VERSION + " of PyTorch's old layout");
        }
        if (next() instanceof PickleDict system
                && Boolean.FALSE.equals(system.get("little_endian"))) {
            throw new WeightFileException("written by a big-endian machine, which is unsupported");
        }
        Object value = next();
        readStorages();
        return value;
    }

    private Object next() throws IOException {
        return new PickleMachine(in, calls, this::persistent).read();
    }

    private void readStorages() throws IOException {
        if (!(next() instanceof PickleList keys)) {
            throw new WeightFileException("the list of storages is missing");
        }
        for (int i = 0; i < keys.size(); i++) {
            Object key = RawBytes.asText(keys.get(i));
            TorchStorage storage = key instanceof String text ? storages.get(text) : null;
            if (storage == null || storage.hasBytes()) {
                throw new WeightFileException(
                        "storage number " + i + " is unknown or listed twice");
            }
            long count = in.signedLong();
            if (count != storage.elements()) {
                throw new WeightFileException(
                        "storage number "
                                + i
                                + " announces "
                                + storage.elements()
                                + " elements and stores "
                                + count);
            }
            storage.bytes(in.slice(storage.byteSize()));
        }
        for (Map.Entry<TorchStorage, View> entry : views.entrySet()) {
            TorchStorage part = entry.getKey();
            long from = entry.getValue().offset();
            ByteSource whole = entry.getValue().whole().bytes();
            long most = whole.size() / part.type().bytes() - part.elements();
            if (from < 0 || from > most) {
                throw new WeightFileException("a storage view reaches outside its storage");
            }
            part.bytes(whole.slice(from * part.type().bytes(), part.byteSize()));
        }
    }

    private Object persistent(Object id) throws IOException {
        if (!(id instanceof PickleList fields) || !fields.isTuple()) {
            throw new WeightFileException("a persistent id that is not a tuple");
        }
        Object kind = RawBytes.asText(fields.orNull(0));
        if ("module".equals(kind) && fields.size() >= 2) {
            return fields.get(1);
        }
        Object key = RawBytes.asText(fields.orNull(2));
        if (!"storage".equals(kind) || fields.size() < 5 || !(key instanceof String text)) {
            throw new WeightFileException("a persistent id that is not a storage");
        }
        var type = PickleValues.storageType(fields.get(1));
        long elements = PickleValues.number(fields.get(4), "the size of a storage");
        TorchStorage whole = storages.get(text);
        if (whole == null) {
            calls.limits().take(ReadingLimits.OBJECT + ReadingLimits.ENTRY);
            whole = TorchStorage.announced(type, elements);
            storages.put(text, whole);
        } else if (whole.type() != type || whole.elements() != elements) {
            throw new WeightFileException("two different storages have the key \"" + text + "\"");
        }
        return fields.orNull(5) instanceof PickleList view && view.size() == 3
                ? view(whole, view)
                : whole;
    }

    private TorchStorage view(TorchStorage whole, PickleList view) throws WeightFileException {
        calls.limits().take(ReadingLimits.OBJECT + ReadingLimits.ENTRY);
        TorchStorage part =
                TorchStorage.announced(
                        whole.type(), PickleValues.number(view.get(2), "the size of a view"));
        long offset = PickleValues.number(view.get(1), "the offset of a view");
        views.put(part, new View(whole, offset));
        return part;
    }
}
