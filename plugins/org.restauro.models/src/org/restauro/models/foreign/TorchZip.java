// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.restauro.engine.weights.ByteSource;
import org.restauro.engine.weights.DType;
import org.restauro.engine.weights.WeightFileException;

/**
 * The layout torch.save and TorchScript write since version 1.6: a ZIP archive with one root
 * folder, in it {@code data.pkl} and the storages as {@code data/KEY}.
 */
final class TorchZip {
    private static final String PICKLE = "/data.pkl";

    private final ZipDirectory zip;
    private final PickleCalls calls;
    private final String root;
    private final Map<String, ByteSource> contents = new HashMap<>();

    TorchZip(ByteSource file, PickleCalls calls) throws IOException {
        this.zip = ZipDirectory.read(file);
        this.calls = calls;
        this.root = root();
    }

    /** Reads the pickled object. */
    Object read() throws IOException {
        checkByteOrder();
        PickleCursor cursor = new PickleCursor(zip.content(root + PICKLE));
        return new PickleMachine(cursor, calls, this::persistent).read();
    }

    /** Whether the archive holds code, which makes it a TorchScript one. */
    boolean isScript() {
        return zip.contains(root + "/constants.pkl");
    }

    private String root() throws WeightFileException {
        String found = null;
        for (String name : zip.names()) {
            if (name.endsWith(PICKLE) && name.indexOf('/') == name.length() - PICKLE.length()) {
                if (found != null) {
                    throw new WeightFileException("the archive holds two objects (data.pkl)");
                }
                found = name.substring(0, name.length() - PICKLE.length());
            }
        }
        if (found == null) {
            throw new WeightFileException(
                    "a ZIP archive without data.pkl, so not one that PyTorch wrote");
        }
        return found;
    }

    private void checkByteOrder() throws IOException {
        String name = root + "/byteorder";
        if (zip.contains(name)) {
            ByteSource content = zip.content(name);
            Object order = RawBytes.asText(new RawBytes(content));
            if (!"little".equals(order)) {
                throw new WeightFileException("the byte order is not little-endian: unsupported");
            }
        }
    }

    private Object persistent(Object id) throws IOException {
        if (!(id instanceof PickleList fields)
                || !fields.isTuple()
                || fields.size() < 5
                || !"storage".equals(RawBytes.asText(fields.get(0)))) {
            throw new WeightFileException("a persistent id that is not a storage");
        }
        DType type = PickleValues.storageType(fields.get(1));
        Object key = RawBytes.asText(fields.get(2));
        if (!(key instanceof String text)) {
            throw new WeightFileException("a storage whose key is not a text");
        }
        calls.limits().take(ReadingLimits.OBJECT * 2L);
        TorchStorage storage =
                TorchStorage.announced(
                        type, PickleValues.number(fields.get(4), "the size of a storage"));
        storage.bytes(content(text));
        return storage;
    }

    private ByteSource content(String key) throws IOException {
        ByteSource content = contents.get(key);
        if (content == null) {
            calls.limits().take(ReadingLimits.ENTRY);
            content = zip.content(root + "/data/" + key);
            contents.put(key, content);
        }
        return content;
    }
}
