// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;

/**
 * The safetensors format: an 8-byte little-endian header length, a JSON header that names type,
 * shape and byte range of each tensor, then the tensors without gaps. See <a
 * href="https://github.com/huggingface/safetensors#format">the format's description</a>.
 */
public final class Safetensors {
    static final int LENGTH_BYTES = 8;

    /** The limit of the reference implementation. */
    static final long MAX_HEADER = 100_000_000;

    private static final byte PICKLE = (byte) 0x80;
    private static final byte ARCHIVE = 'P';

    static final String METADATA = "__metadata__";

    private Safetensors() {}

    /**
     * Opens a file and checks its header: types, shapes, ranges, no gap, no overlap, no name twice.
     *
     * @throws WeightFileException if the file is not a sound safetensors file
     * @throws IOException if it cannot be read
     */
    public static SafetensorsFile open(Path path) throws IOException {
        MappedFile file = MappedFile.open(path);
        try {
            SafetensorsHeader header = SafetensorsHeader.read(file);
            return new SafetensorsFile(file, header.tensors(file), header.metadata());
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Whether a file begins as a safetensors file does; nothing else is checked. */
    public static boolean looksLike(ByteSource file) throws IOException {
        if (file.size() < LENGTH_BYTES + 2) {
            return false;
        }
        ByteBuffer start = file.read(0, LENGTH_BYTES + 1).order(ByteOrder.LITTLE_ENDIAN);
        long header = start.getLong(0);
        boolean plausible = header >= 2 && header <= file.size() - LENGTH_BYTES;
        // with an impossible length it may still be a pickle or an archive with a brace there
        boolean other = start.get(0) == PICKLE || start.get(0) == ARCHIVE;
        return start.get(LENGTH_BYTES) == '{' && (plausible || !other);
    }

    /**
     * Writes a file: first beside the target under a temporary name, synced to the disk, then
     * renamed over it in one step, so that no reader ever sees half a file. Tensors keep their
     * order in the header; their bytes are ordered by element size, which aligns each of them.
     *
     * @param path the target; replaced if it exists
     * @param tensors what to write, read a part at a time
     * @param metadata free texts for the header
     * @throws IOException if the file cannot be written; the target is then untouched
     */
    public static void write(Path path, StateDict tensors, Map<String, String> metadata)
            throws IOException {
        AtomicFile.write(path, channel -> SafetensorsWriter.write(channel, tensors, metadata));
    }
}
