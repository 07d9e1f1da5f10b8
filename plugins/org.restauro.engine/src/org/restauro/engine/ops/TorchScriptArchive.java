// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.ops;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a TorchScript module without parameters: a zip of stored entries that libtorch compiles.
 *
 * <p>Layout: {@code version}, {@code byteorder}, {@code constants.pkl} (an empty tuple), {@code
 * data.pkl} (an instance of {@code __torch__.Ops}) and the source {@code code/__torch__.py}.
 */
final class TorchScriptArchive {
    private static final String FOLDER = "ops/";

    /** Protocol 2, empty tuple, stop. */
    private static final byte[] EMPTY_TUPLE = {(byte) 0x80, 2, ')', '.'};

    private TorchScriptArchive() {}

    /** Bytes of a module with the given methods (each starts with four blanks and {@code def}). */
    static byte[] of(String methods) {
        String source =
                "class Ops(Module):\n"
                        + "  __parameters__ = []\n"
                        + "  __buffers__ = []\n"
                        + "  training : bool\n"
                        + methods;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(source.length() + 1024);
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            store(zip, "version", "3\n".getBytes(StandardCharsets.US_ASCII));
            store(zip, "byteorder", "little".getBytes(StandardCharsets.US_ASCII));
            store(zip, "constants.pkl", EMPTY_TUPLE);
            store(zip, "data.pkl", instance());
            store(zip, "code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Pickle of {@code Ops.__new__(Ops)} with the state {@code {"training": False}}. */
    private static byte[] instance() {
        ByteArrayOutputStream p = new ByteArrayOutputStream();
        p.write(0x80);
        p.write(2);
        p.writeBytes("c__torch__\nOps\n".getBytes(StandardCharsets.US_ASCII));
        p.writeBytes(new byte[] {')', (byte) 0x81, '}', '('});
        byte[] key = "training".getBytes(StandardCharsets.US_ASCII);
        p.writeBytes(new byte[] {'X', (byte) key.length, 0, 0, 0});
        p.writeBytes(key);
        p.writeBytes(new byte[] {(byte) 0x89, 'u', 'b', '.'});
        return p.toByteArray();
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(FOLDER + name);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
