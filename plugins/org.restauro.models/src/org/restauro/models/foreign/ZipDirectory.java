// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.restauro.engine.weights.ByteSource;
import org.restauro.engine.weights.WeightFileException;

/**
 * The central directory of a ZIP archive (ZIP64 included), checked: every entry inside the file,
 * none overlapping another, no name twice, no name that leads out of a folder. Nothing is ever
 * extracted to a disk. Layout: PKWARE's APPNOTE, sections 4.3.7 to 4.3.16.
 */
final class ZipDirectory {
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_BYTES = 30;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int ENCRYPTED = 1;

    /** Bytes of a ByteSource checked at a time. */
    private static final int CHUNK = 1 << 20;

    /** Inflated content: this much for every archive, and some times its size. */
    private static final long FREE_INFLATION = 64L << 20;

    private static final int INFLATION_FACTOR = 8;

    /** One entry as the central directory describes it. */
    record Entry(
            String name, int flags, int method, int crc, long compressed, long size, long header) {}

    private final ByteSource file;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Long> dataStarts = new LinkedHashMap<>();
    private long inflated;
    private Boolean checksumsKept;

    private ZipDirectory(ByteSource file) {
        this.file = file;
    }

    static boolean looksLike(ByteSource file) throws IOException {
        return file.size() >= Integer.BYTES
                && file.read(0, Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).getInt(0) == LOCAL;
    }

    static ZipDirectory read(ByteSource file) throws IOException {
        ZipDirectory directory = new ZipDirectory(file);
        for (Entry entry : ZipEntries.read(file)) {
            if (directory.entries.putIfAbsent(entry.name(), entry) != null) {
                throw new WeightFileException(
                        "the archive has two entries named \"" + shortened(entry.name()) + "\"");
            }
        }
        directory.checkLocalHeaders();
        return directory;
    }

    Collection<String> names() {
        return entries.keySet();
    }

    boolean contains(String name) {
        return entries.containsKey(name);
    }

    /** The content of an entry, checked against its checksum. */
    ByteSource content(String name) throws IOException {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new WeightFileException(
                    "the archive has no entry \"" + shortened(name) + "\", which it refers to");
        }
        ByteSource data = file.slice(dataStarts.get(name), entry.compressed());
        if (entry.method() == DEFLATED) {
            inflated += entry.size();
            if (inflated > FREE_INFLATION + INFLATION_FACTOR * file.size()) {
                throw new WeightFileException(
                        "the archive claims to inflate to more than "
                                + INFLATION_FACTOR
                                + " times its size; it may be a ZIP bomb");
            }
            return InflatedSource.checked(data, entry.size(), entry.crc());
        }
        checkStored(entry, data);
        return data;
    }

    /**
     * PyTorch can be told to write no checksums; the first entry read, the pickle, shows whether
     * this archive has them.
     */
    private void checkStored(Entry entry, ByteSource data) throws IOException {
        boolean right = Boolean.FALSE.equals(checksumsKept) || checksum(data) == entry.crc();
        if (checksumsKept == null) {
            checksumsKept = right;
        } else if (!right) {
            throw new WeightFileException(
                    "the checksum of \"" + shortened(entry.name()) + "\" is wrong: it is damaged");
        }
    }

    private static int checksum(ByteSource data) throws IOException {
        CRC32 crc = new CRC32();
        for (long at = 0; at < data.size(); at += CHUNK) {
            crc.update(data.read(at, (int) Math.min(CHUNK, data.size() - at)));
        }
        return (int) crc.getValue();
    }

    private void checkLocalHeaders() throws IOException {
        List<Entry> sorted = new ArrayList<>(entries.values());
        sorted.sort(Comparator.comparingLong(Entry::header));
        long free = 0;
        for (Entry entry : sorted) {
            checkKind(entry);
            long start = dataStart(entry);
            if (entry.header() < free || entry.compressed() > file.size() - start) {
                throw new WeightFileException(
                        "the entry \""
                                + shortened(entry.name())
                                + "\" overlaps another or reaches beyond the file");
            }
            free = start + entry.compressed();
            dataStarts.put(entry.name(), start);
        }
    }

    private static void checkKind(Entry entry) throws WeightFileException {
        if ((entry.flags() & ENCRYPTED) != 0) {
            throw new WeightFileException("the archive is encrypted");
        }
        if (entry.method() != STORED && entry.method() != DEFLATED) {
            throw new WeightFileException(
                    "the archive uses the compression method "
                            + entry.method()
                            + "; only stored and deflated entries are read");
        }
        if (entry.method() == STORED && entry.compressed() != entry.size()) {
            throw new WeightFileException(
                    "the stored entry \"" + shortened(entry.name()) + "\" has two sizes");
        }
    }

    private long dataStart(Entry entry) throws IOException {
        if (entry.header() < 0 || entry.header() > file.size() - LOCAL_BYTES) {
            throw new WeightFileException(
                    "the entry \"" + shortened(entry.name()) + "\" lies outside the file");
        }
        ByteBuffer header = file.read(entry.header(), LOCAL_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        long nameStart = entry.header() + LOCAL_BYTES;
        int nameLength = header.getShort(26) & 0xffff;
        long start = nameStart + nameLength + (header.getShort(28) & 0xffff);
        if (header.getInt(0) != LOCAL
                || (header.getShort(8) & 0xffff) != entry.method()
                || start > file.size()
                || !ZipEntries.name(file.read(nameStart, nameLength)).equals(entry.name())) {
            throw new WeightFileException(
                    "the entry \""
                            + shortened(entry.name())
                            + "\" does not agree with its own header");
        }
        return start;
    }

    static String shortened(String name) {
        int most = 80;
        return name.length() <= most ? name : name.substring(0, most) + "…";
    }
}
