// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.restauro.engine.weights.WeightFileException;

/**
 * Writes a ZIP archive as PyTorch does: entries are stored as they are and begin at multiples of 64
 * bytes, so that they can be mapped into memory.
 */
final class StoredZip {
    private static final int ALIGNMENT = 64;
    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int LOCAL_SIZE = 30;
    private static final int CENTRAL_SIZE = 46;
    private static final int END_SIZE = 22;
    private static final int CRC_AT = 14;
    private static final short VERSION = 20;
    private static final short UTF_8 = 0x0800;

    /** First day there is in a ZIP archive, 1 January 1980: the same files have the same bytes. */
    private static final short DATE = 1 << 5 | 1;

    private static final long MOST = 0xffff_fffeL;

    /** The name PyTorch gives to the field that fills up. */
    private static final short PADDING = 'F' | 'B' << 8;

    private final FileChannel channel;
    private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
    private final CRC32 crc = new CRC32();
    private int entries;

    StoredZip(FileChannel channel) {
        this.channel = channel;
    }

    /** Where an entry's content comes from. */
    @FunctionalInterface
    interface Content {
        /** Gives the content piece by piece, in order. */
        void writeTo(Sink sink) throws IOException;
    }

    /** Where it goes. */
    @FunctionalInterface
    interface Sink {
        /** Takes the next bytes. */
        void accept(ByteBuffer bytes) throws IOException;
    }

    void entry(String name, byte[] content) throws IOException {
        entry(name, content.length, sink -> sink.accept(ByteBuffer.wrap(content)));
    }

    /** Writes an entry of a known size. */
    void entry(String name, long size, Content content) throws IOException {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        long at = channel.position();
        long begin = at + LOCAL_SIZE + text.length + 4;
        int fill = (int) ((ALIGNMENT - begin % ALIGNMENT) % ALIGNMENT);
        if (begin + fill + size > MOST) {
            throw new WeightFileException(
                    "The file would take more than 4 GiB, which this program does not write in"
                            + " PyTorch's layout");
        }
        ByteBuffer header = little(LOCAL_SIZE + text.length + 4 + fill);
        header.putInt(LOCAL);
        common(header, 0, (int) size, text.length);
        header.putShort((short) (4 + fill)).put(text);
        header.putShort(PADDING).putShort((short) fill).position(0);
        write(header);
        crc.reset();
        content.writeTo(
                bytes -> {
                    crc.update(bytes.duplicate());
                    write(bytes.duplicate());
                });
        if (channel.position() - begin - fill != size) {
            throw new IllegalStateException(
                    name + " has " + (channel.position() - begin - fill) + " bytes, not " + size);
        }
        int sum = (int) crc.getValue();
        channel.write(little(4).putInt(0, sum), at + CRC_AT);
        ByteBuffer listed = little(CENTRAL_SIZE + text.length);
        listed.putInt(CENTRAL).putShort(VERSION);
        common(listed, sum, (int) size, text.length);
        // no extra field, comment, disk number or attributes
        listed.position(CENTRAL_SIZE - 4);
        listed.putInt((int) at).put(text);
        directory.writeBytes(listed.array());
        entries++;
    }

    /** What both kinds of header hold: from the version to the length of the name. */
    private static void common(ByteBuffer header, int sum, int size, int name) {
        header.putShort(VERSION).putShort(UTF_8).putShort((short) 0);
        header.putShort((short) 0).putShort(DATE);
        header.putInt(sum).putInt(size).putInt(size).putShort((short) name);
    }

    /** Writes the directory at the end. */
    void finish() throws IOException {
        long at = channel.position();
        write(ByteBuffer.wrap(directory.toByteArray()));
        if (channel.position() > MOST || entries > Short.MAX_VALUE) {
            throw new WeightFileException(
                    "The file would hold too much for PyTorch's layout: " + entries + " tensors");
        }
        ByteBuffer end = little(END_SIZE);
        end.putInt(END).putInt(0).putShort((short) entries).putShort((short) entries);
        end.putInt(directory.size()).putInt((int) at).position(0);
        write(end);
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
