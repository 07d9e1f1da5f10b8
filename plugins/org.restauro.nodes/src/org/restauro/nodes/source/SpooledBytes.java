// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.source;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Byte strings one behind the other in a temporary file, which goes with this object. First all are
 * written, then any thread reads any of them.
 */
public final class SpooledBytes implements Closeable {

    static final String MESSAGE_CUT_OFF = "The temporary file \"%s\" is cut off.";

    private final Path file;
    private final List<Long> ends = new ArrayList<>();
    private final OutputStream out;

    /**
     * Creates the file.
     *
     * @throws IOException if there is no room for temporary files
     */
    public SpooledBytes() throws IOException {
        file = Files.createTempFile("restauro-images", ".bin");
        out = Files.newOutputStream(file);
    }

    /**
     * Adds a byte string behind the others.
     *
     * @return its index
     * @throws IOException if the disk is full
     */
    public int add(final byte[] bytes) throws IOException {
        out.write(bytes);
        ends.add((ends.isEmpty() ? 0 : ends.get(ends.size() - 1)) + bytes.length);
        return ends.size() - 1;
    }

    /** Ends the writing; from now on everything can be read. */
    public void finish() throws IOException {
        out.close();
    }

    /** How many byte strings there are. */
    public int size() {
        return ends.size();
    }

    /**
     * One of the byte strings.
     *
     * @param index as {@link #add} gave it
     * @throws IOException if the file is gone or was cut off
     */
    public byte[] get(final int index) throws IOException {
        long start = index == 0 ? 0 : ends.get(index - 1);
        int length = (int) (ends.get(index) - start);
        // opened anew each time: a shared channel would be closed by an interrupted reader
        try (SeekableByteChannel channel = Files.newByteChannel(file);
                InputStream in = Channels.newInputStream(channel.position(start))) {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException(MESSAGE_CUT_OFF.formatted(file));
            }
            return bytes;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            out.close();
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
