// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.weights;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * A read-only file mapped into memory, of any size. It is mapped in overlapping segments, so that a
 * read of up to 1 GiB is a window on the file and copies nothing; a longer one is copied together.
 *
 * <p>Closing refuses further reads and frees the memory that the file takes in this process; the
 * mapping itself lasts until the last buffer on it is forgotten, and buffers that are still read
 * then read the file again.
 */
public final class MappedFile implements ByteSource, Closeable {
    private static final long STEP = 1L << 30;

    /** Far above any checkpoint; keeps the number of segments small for sparse files. */
    private static final long LARGEST = 1L << 40;

    /** {@code MADV_DONTNEED}: of a mapping that is only read, the file keeps the values. */
    private static final int DONT_NEED = 4;

    private final Path path;
    private final long size;
    private final ByteBuffer[] segments;
    private volatile boolean closed;

    private MappedFile(Path path, FileChannel channel) throws IOException {
        this.path = path;
        this.size = channel.size();
        if (size > LARGEST) {
            throw new WeightFileException(
                    path + " is " + size + " bytes long; at most " + LARGEST + " are read.");
        }
        this.segments = new ByteBuffer[(int) (size / STEP) + 1];
        // all at once: an interrupted thread could not map later, as it would close the channel
        for (int i = 0; i < segments.length; i++) {
            long length = Math.min(Integer.MAX_VALUE, size - i * STEP);
            segments[i] = channel.map(FileChannel.MapMode.READ_ONLY, i * STEP, length);
        }
    }

    /**
     * Opens a regular file.
     *
     * @throws WeightFileException if there is no such file or it is not a regular one
     * @throws IOException if it cannot be read
     */
    public static MappedFile open(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new WeightFileException(
                    path + (Files.exists(path) ? " is not a file." : " does not exist."));
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return new MappedFile(path, channel);
        }
    }

    /** The file. */
    public Path path() {
        return path;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public ByteBuffer read(long position, int length) throws IOException {
        Objects.checkFromIndexSize(position, length, size);
        if (closed) {
            throw new IOException(path + " was closed and can no longer be read.");
        }
        if (length <= STEP) {
            int at = (int) (position % STEP);
            return segments[(int) (position / STEP)]
                    .slice(at, length)
                    .order(ByteOrder.LITTLE_ENDIAN);
        }
        int head = (int) STEP;
        return ByteBuffer.allocate(length)
                .put(read(position, head))
                .put(read(position + head, length - head))
                .flip()
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            forgetPages();
        }
    }

    /** Only the garbage collector can unmap; until then the pages would count as ours. */
    private void forgetPages() {
        if (!Platform.isLinux()) {
            return;
        }
        try {
            Function advise = Function.getFunction("c", "madvise");
            for (ByteBuffer segment : segments) {
                if (segment.capacity() > 0) {
                    advise.invokeInt(
                            new Object[] {
                                Native.getDirectBufferPointer(segment),
                                new NativeLong(segment.capacity()),
                                DONT_NEED
                            });
                }
            }
        } catch (LinkageError e) {
            // a matter of memory: without JNA's native part everything still works
            System.getLogger(MappedFile.class.getName())
                    .log(System.Logger.Level.DEBUG, "Cannot free the pages of " + path, e);
        }
    }
}
