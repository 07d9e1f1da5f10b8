// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.restauro.engine.weights.ByteSource;
import org.restauro.engine.weights.WeightFileException;

/**
 * A deflated entry. It is inflated once to check it, without keeping anything, and again when it is
 * read; the result is kept as long as memory lasts.
 */
final class InflatedSource implements ByteSource {
    private static final int CHUNK = 1 << 16;

    private final ByteSource deflated;
    private final long size;
    private SoftReference<ByteBuffer> content = new SoftReference<>(null);

    private InflatedSource(ByteSource deflated, long size) {
        this.deflated = deflated;
        this.size = size;
    }

    static InflatedSource checked(ByteSource deflated, long size, int crc) throws IOException {
        if (size > Integer.MAX_VALUE - CHUNK) {
            throw new WeightFileException("a compressed entry of " + size + " bytes is too large");
        }
        CRC32 found = new CRC32();
        inflate(deflated, size, found::update);
        if ((int) found.getValue() != crc) {
            throw new WeightFileException("the checksum of a compressed entry is wrong");
        }
        return new InflatedSource(deflated, size);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public synchronized ByteBuffer read(long position, int length) throws IOException {
        Objects.checkFromIndexSize(position, length, size);
        ByteBuffer bytes = content.get();
        if (bytes == null) {
            bytes = ByteBuffer.allocate((int) size);
            inflate(deflated, size, bytes::put);
            content = new SoftReference<>(bytes);
        }
        return bytes.asReadOnlyBuffer()
                .slice((int) position, length)
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void inflate(ByteSource source, long size, Consumer<ByteBuffer> sink)
            throws IOException {
        Inflater inflater = new Inflater(true);
        try {
            ByteBuffer output = ByteBuffer.allocate(CHUNK);
            long at = 0;
            long produced = 0;
            while (!inflater.finished()) {
                if (inflater.needsInput()) {
                    int length = (int) Math.min(CHUNK, source.size() - at);
                    if (length == 0) {
                        throw new WeightFileException("a compressed entry ends too early");
                    }
                    inflater.setInput(source.read(at, length));
                    at += length;
                }
                int count = inflater.inflate(output.clear());
                produced += count;
                if (inflater.needsDictionary() || produced > size) {
                    throw new WeightFileException(
                            "a compressed entry is larger than the " + size + " bytes it claims");
                }
                sink.accept(output.flip());
            }
            if (produced != size) {
                throw new WeightFileException(
                        "a compressed entry claims " + size + " bytes and has " + produced);
            }
        } catch (DataFormatException e) {
            throw new WeightFileException("a compressed entry is damaged", e);
        } finally {
            inflater.end();
        }
    }
}
