// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.report;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.tensorflow.proto.Event;

/**
 * A file of TensorBoard's events, one after the other in TensorFlow's record format: length, check
 * sum of the length, event, check sum of the event. Everything is little-endian; check sums are
 * CRC-32C, rotated and shifted so that they differ from those of data that holds check sums.
 */
final class EventFile implements Closeable {
    private static final int MASK = 0xa282ead8;
    private static final int ROTATION = 15;

    private final OutputStream out;

    /** A new file; an existing one is an error. */
    EventFile(Path file) throws IOException {
        out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
    }

    void write(Event event) throws IOException {
        byte[] data = event.toByteArray();
        ByteBuffer record =
                ByteBuffer.allocate(Long.BYTES + data.length + 2 * Integer.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(data.length);
        record.putInt(masked(record.array(), 0, Long.BYTES));
        record.put(data);
        record.putInt(masked(data, 0, data.length));
        out.write(record.array());
    }

    void flush() throws IOException {
        out.flush();
    }

    private static int masked(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return Integer.rotateRight((int) crc.getValue(), ROTATION) + MASK;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
