// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes pickles and archives opcode by opcode, sound or hostile. */
final class PickleWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A pickle of protocol 2, not yet stopped. */
    static PickleWriter protocol(int version) {
        return new PickleWriter().op(0x80, version);
    }

    PickleWriter op(int... codes) {
        for (int code : codes) {
            out.write(code);
        }
        return this;
    }

    PickleWriter op(char code) {
        return op((int) code);
    }

    PickleWriter ascii(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    PickleWriter repeat(String text, int times) {
        return ascii(text.repeat(times));
    }

    PickleWriter global(String module, String name) {
        return ascii("c" + module + "\n" + name + "\n");
    }

    PickleWriter text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        op('X').int32(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    PickleWriter shortText(String text) {
        op(0x8c, text.length());
        return ascii(text);
    }

    PickleWriter int32(int value) {
        return raw(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(0, value));
    }

    PickleWriter int64(long value) {
        return raw(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, value));
    }

    /** A whole number, whatever its size. */
    PickleWriter number(long value) {
        return op(0x8a, 8).int64(value);
    }

    PickleWriter numbers(long... values) {
        op('(');
        for (long value : values) {
            number(value);
        }
        return op('t');
    }

    /** The persistent id of a float32 storage of an archive. */
    PickleWriter storage(String type, String key, long elements) {
        op('(').text("storage").global("torch", type).text(key).text("cpu");
        return number(elements).op('t').op('Q');
    }

    /** A call of torch._utils._rebuild_tensor_v2. */
    PickleWriter tensor(
            String type, String key, long stored, long offset, long[] shape, long[] strides) {
        global("torch._utils", "_rebuild_tensor_v2").op('(');
        storage(type, key, stored).number(offset).numbers(shape).numbers(strides);
        return op(0x89).op(')').op('t').op('R');
    }

    PickleWriter raw(ByteBuffer bytes) {
        out.writeBytes(bytes.array());
        return this;
    }

    PickleWriter raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    byte[] stop() {
        op('.');
        return out.toByteArray();
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    /** A state dict with one tensor, as PyTorch's zip layout holds it. */
    static byte[] archiveOfOneTensor(
            String type, long stored, long offset, long[] shape, long[] strides, int bytes) {
        byte[] pickle =
                protocol(2)
                        .op('}')
                        .text("weight")
                        .tensor(type, "0", stored, offset, shape, strides)
                        .op('s')
                        .stop();
        return archive(pickle, new byte[bytes]);
    }

    /** A stored archive with a pickle and storages 0, 1, … */
    static byte[] archive(byte[] pickle, byte[]... storages) {
        return zip(
                zip -> {
                    entry(zip, "archive/data.pkl", pickle, true);
                    for (int i = 0; i < storages.length; i++) {
                        entry(zip, "archive/data/" + i, storages[i], true);
                    }
                    entry(zip, "archive/version", "3\n".getBytes(), true);
                });
    }

    /** Fills an archive. */
    @FunctionalInterface
    interface Entries {
        void writeTo(ZipOutputStream zip) throws IOException;
    }

    static byte[] zip(Entries entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            entries.writeTo(zip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static void entry(ZipOutputStream zip, String name, byte[] content, boolean stored)
            throws IOException {
        ZipEntry entry = new ZipEntry(name);
        if (stored) {
            CRC32 crc = new CRC32();
            crc.update(content);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(content.length);
            entry.setCompressedSize(content.length);
            entry.setCrc(crc.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    /** The three pickles every file of the legacy layout begins with. */
    static PickleWriter legacy() {
        return new PickleWriter()
                .op(0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19)
                .op('.')
                .op(0x80, 2)
                .op('M')
                .op(0xe9, 3)
                .op('.')
                .op(0x80, 2)
                .op('}')
                .op('.');
    }
}
