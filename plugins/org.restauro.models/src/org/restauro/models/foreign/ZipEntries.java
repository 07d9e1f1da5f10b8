// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.restauro.engine.weights.ByteSource;
import org.restauro.engine.weights.WeightFileException;

/** Finds and parses the central directory. */
final class ZipEntries {
    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int END_64 = 0x06064b50;
    private static final int END_64_BYTES = 56;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final int LOCATOR_64_BYTES = 20;
    private static final int CENTRAL = 0x02014b50;
    private static final int CENTRAL_BYTES = 46;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int EXTRA_64 = 1;
    private static final long UNSET = 0xffff_ffffL;

    /** The largest checkpoints hold some thousand storages. */
    private static final int MOST_ENTRIES = 100_000;

    private static final int MOST_DIRECTORY_BYTES = 64 << 20;
    private static final int LONGEST_NAME = 1024;
    private static final int UNIX_TYPE = 0170000;
    private static final int UNIX_LINK = 0120000;

    private record Directory(long start, long length, long count) {}

    private ZipEntries() {}

    static List<ZipDirectory.Entry> read(ByteSource file) throws IOException {
        Directory directory = find(file);
        if (directory.count() > MOST_ENTRIES || directory.length() > MOST_DIRECTORY_BYTES) {
            throw new WeightFileException(
                    "the archive claims "
                            + directory.count()
                            + " entries; at most "
                            + MOST_ENTRIES
                            + " are read");
        }
        ByteBuffer bytes = file.read(directory.start(), (int) directory.length());
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        List<ZipDirectory.Entry> entries = new ArrayList<>();
        int at = 0;
        for (long i = 0; i < directory.count(); i++) {
            if (bytes.capacity() - at < CENTRAL_BYTES || bytes.getInt(at) != CENTRAL) {
                throw broken();
            }
            int name = bytes.getShort(at + 28) & 0xffff;
            int extra = bytes.getShort(at + 30) & 0xffff;
            int comment = bytes.getShort(at + 32) & 0xffff;
            int next = at + CENTRAL_BYTES + name + extra + comment;
            if (next > bytes.capacity()) {
                throw broken();
            }
            entries.add(entry(bytes, at, name, extra));
            at = next;
        }
        if (at != bytes.capacity()) {
            throw broken();
        }
        return entries;
    }

    private static ZipDirectory.Entry entry(ByteBuffer bytes, int at, int name, int extra)
            throws WeightFileException {
        String text = name(bytes.slice(at + CENTRAL_BYTES, name));
        checkName(text, bytes.getInt(at + 38) >>> 16);
        long size = bytes.getInt(at + 24) & UNSET;
        long compressed = bytes.getInt(at + 20) & UNSET;
        long header = bytes.getInt(at + 42) & UNSET;
        ByteBuffer wide = extra64(bytes.slice(at + CENTRAL_BYTES + name, extra));
        size = size == UNSET ? wideValue(wide) : size;
        compressed = compressed == UNSET ? wideValue(wide) : compressed;
        header = header == UNSET ? wideValue(wide) : header;
        return new ZipDirectory.Entry(
                text,
                bytes.getShort(at + 8) & 0xffff,
                bytes.getShort(at + 10) & 0xffff,
                bytes.getInt(at + 16),
                compressed,
                size,
                header);
    }

    /** The ZIP64 field among the extra fields, or an empty buffer. */
    private static ByteBuffer extra64(ByteBuffer extra) {
        extra.order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        while (extra.capacity() - at >= 4) {
            int length = extra.getShort(at + 2) & 0xffff;
            if (length > extra.capacity() - at - 4) {
                break;
            }
            if ((extra.getShort(at) & 0xffff) == EXTRA_64) {
                return extra.slice(at + 4, length).order(ByteOrder.LITTLE_ENDIAN);
            }
            at += 4 + length;
        }
        return ByteBuffer.allocate(0);
    }

    private static long wideValue(ByteBuffer wide) throws WeightFileException {
        if (wide.remaining() < Long.BYTES) {
            throw broken();
        }
        long value = wide.getLong();
        if (value < 0) {
            throw broken();
        }
        return value;
    }

    private static Directory find(ByteSource file) throws IOException {
        int length = (int) Math.min(file.size(), END_BYTES + LONGEST_COMMENT);
        ByteBuffer tail = file.read(file.size() - length, length).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = length - END_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == END
                    && (tail.getShort(at + 20) & 0xffff) == length - END_BYTES - at) {
                return checked(file, file.size() - length + at, tail, at);
            }
        }
        throw new WeightFileException(
                "the archive's directory is missing; the file may be cut off");
    }

    private static Directory checked(ByteSource file, long end, ByteBuffer tail, int at)
            throws IOException {
        long count = tail.getShort(at + 10) & 0xffff;
        long length = tail.getInt(at + 12) & UNSET;
        long start = tail.getInt(at + 16) & UNSET;
        long mustEnd = end;
        if (end >= LOCATOR_64_BYTES) {
            ByteBuffer locator = file.read(end - LOCATOR_64_BYTES, LOCATOR_64_BYTES);
            locator.order(ByteOrder.LITTLE_ENDIAN);
            if (locator.getInt(0) == LOCATOR_64) {
                mustEnd = locator.getLong(8);
                if (mustEnd < 0 || mustEnd > end - LOCATOR_64_BYTES - END_64_BYTES) {
                    throw broken();
                }
                ByteBuffer wide = file.read(mustEnd, END_64_BYTES).order(ByteOrder.LITTLE_ENDIAN);
                if (wide.getInt(0) != END_64) {
                    throw broken();
                }
                count = wide.getLong(32);
                length = wide.getLong(40);
                start = wide.getLong(48);
            }
        }
        if (count < 0 || length < 0 || start < 0 || start > mustEnd || mustEnd - start != length) {
            throw broken();
        }
        return new Directory(start, length, count);
    }

    static String name(ByteBuffer bytes) throws WeightFileException {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return PickleCursor.utf8(copy);
    }

    /**
     * Entries are never written to a disk; such a name still shows that PyTorch did not write it.
     */
    private static void checkName(String name, int unixMode) throws WeightFileException {
        boolean odd =
                name.isEmpty()
                        || name.length() > LONGEST_NAME
                        || name.startsWith("/")
                        || name.indexOf('\\') >= 0
                        || name.indexOf('\0') >= 0
                        || name.length() > 1 && name.charAt(1) == ':'
                        || ("/" + name + "/").contains("/../")
                        || (unixMode & UNIX_TYPE) == UNIX_LINK;
        if (odd) {
            throw new WeightFileException(
                    "the archive has an entry that leads out of it: \""
                            + ZipDirectory.shortened(name)
                            + "\"");
        }
    }

    private static WeightFileException broken() {
        return new WeightFileException("the archive's directory is broken");
    }
}
