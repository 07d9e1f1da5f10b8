// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.weights;

import java.io.Closeable;
import java.util.Map;

/**
 * An open safetensors file. Tensors read from the mapped file when they are asked for, so it must
 * stay open as long as they are used.
 */
public final class SafetensorsFile implements Closeable {
    private final MappedFile file;
    private final StateDict tensors;
    private final Map<String, String> metadata;

    SafetensorsFile(MappedFile file, StateDict tensors, Map<String, String> metadata) {
        this.file = file;
        this.tensors = tensors;
        this.metadata = metadata;
    }

    /** All tensors, in the order of the header. */
    public StateDict stateDict() {
        return tensors;
    }

    /** The free texts of the header's {@code __metadata__}; unmodifiable, may be empty. */
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public void close() {
        file.close();
    }
}
