// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.zip.ZipOutputStream;

/** ZIP archives and tensors made to do harm. */
final class HostileArchives {
    private static final long MAX = Long.MAX_VALUE;

    private HostileArchives() {}

    static Map<String, Supplier<byte[]>> errors() {
        Map<String, Supplier<byte[]>> files = new TreeMap<>();
        files.put("tensor outside its storage", () -> tensor(0, longs(3, 2), longs(2, 1), 16));
        files.put("tensor of negative size", () -> tensor(0, longs(-1), longs(1), 16));
        files.put("tensor of negative stride", () -> tensor(3, longs(4), longs(-1), 16));
        files.put("tensor of negative offset", () -> tensor(-1, longs(4), longs(1), 16));
        files.put("tensor with offset at the end", () -> tensor(4, longs(1), longs(1), 16));
        files.put("tensor with huge offset", () -> tensor(MAX, longs(1), longs(1), 16));
        files.put("tensor whose size overflows", () -> tensor(0, longs(MAX, MAX), longs(0, 0), 16));
        files.put("tensor whose stride overflows", () -> tensor(0, longs(3), longs(MAX), 16));
        files.put("tensor with more strides", () -> tensor(0, longs(1), longs(1, 1), 16));
        files.put("tensor with 65 sizes", () -> tensor(0, new long[65], new long[65], 16));
        files.put("storage shorter than announced", () -> tensor(0, longs(4), longs(1), 8));
        files.put("storage longer than announced", () -> tensor(0, longs(4), longs(1), 20));
        files.put("storage that is missing", () -> PickleWriter.archive(oneTensor()));
        files.put("tensors that overlap too often", HostileArchives::manyViews);
        files.put("overlapping view too large to sum", HostileArchives::overlappingView);
        files.put("names of endless depth", HostileArchives::laughingTensors);
        files.put("no data.pkl", () -> PickleWriter.zip(z -> put(z, "a/b", new byte[3], true)));
        files.put("two data.pkl", HostileArchives::twoPickles);
        files.put("big-endian archive", HostileArchives::bigEndian);
        for (String name :
                new String[] {"../../PWNED", "/etc/PWNED", "a\\..\\PWNED", "C:/PWNED", "a/../b"}) {
            files.put("entry named " + name, () -> withEntry(name));
        }
        files.put("entry that is a link", HostileArchives::link);
        files.put("two entries of one name", HostileArchives::duplicate);
        files.put("inflating pickle bomb", HostileArchives::pickleBomb);
        files.put("inflating storage bomb", HostileArchives::storageBomb);
        files.put("overlapping entries", HostileArchives::overlappingEntries);
        files.put("persistent id that is a number", () -> persistent(w -> w.number(3)));
        files.put("persistent id that is a text", () -> persistent(w -> w.text("storage")));
        files.put("persistent id that is too short", () -> persistent(w -> w.op('(', 't')));
        files.put("cut central directory", HostileArchives::cutDirectory);
        files.put("wrong checksum", HostileArchives::wrongChecksum);
        files.put("65535 entries claimed", HostileArchives::claimedEntries);
        return files;
    }

    static Map<String, Supplier<byte[]>> harmless() {
        Map<String, Supplier<byte[]>> files = new TreeMap<>();
        files.put("sound tensor", () -> tensor(0, longs(2, 2), longs(2, 1), 16));
        files.put("deflated archive", HostileArchives::deflated);
        files.put("ZIP64 archive", HostileArchives::zip64);
        files.put(
                "tensor expanded 10^15 times",
                () -> tensor(0, longs(1_000_000_000_000_000L), longs(0), 16));
        return files;
    }

    private static byte[] tensor(long offset, long[] shape, long[] strides, int bytes) {
        return PickleWriter.archiveOfOneTensor("FloatStorage", 4, offset, shape, strides, bytes);
    }

    private static long[] longs(long... values) {
        return values;
    }

    private static byte[] oneTensor() {
        return PickleWriter.protocol(2)
                .op('}')
                .text("weight")
                .tensor("FloatStorage", "0", 4, 0, longs(4), longs(1))
                .op('s')
                .stop();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content, boolean stored)
            throws IOException {
        PickleWriter.entry(zip, name, content, stored);
    }

    /** A thousand views of one megabyte. */
    private static byte[] manyViews() {
        PickleWriter pickle = PickleWriter.protocol(2).op('}', '(');
        for (int i = 0; i < 1000; i++) {
            pickle.text("t" + i).tensor("FloatStorage", "0", 1 << 18, 0, longs(1 << 18), longs(1));
        }
        return PickleWriter.archive(pickle.op('u').stop(), new byte[1 << 20]);
    }

    private static byte[] overlappingView() {
        return PickleWriter.archiveOfOneTensor(
                "ByteStorage", 1 << 21, 0, longs(1 << 20, 1 << 20), longs(1, 1), 1 << 21);
    }

    /** A tensor at the bottom of a billion laughs. */
    private static byte[] laughingTensors() {
        PickleWriter pickle = PickleWriter.protocol(2);
        pickle.tensor("FloatStorage", "0", 4, 0, longs(4), longs(1)).op('q', 0);
        for (int level = 0; level < 60; level++) {
            pickle.op('(');
            for (int i = 0; i < 10; i++) {
                pickle.op('h', level);
            }
            pickle.op('t', 'q', level + 1);
        }
        return PickleWriter.archive(pickle.stop(), new byte[16]);
    }

    private static byte[] twoPickles() {
        return PickleWriter.zip(
                zip -> {
                    put(zip, "a/data.pkl", oneTensor(), true);
                    put(zip, "b/data.pkl", oneTensor(), true);
                });
    }

    private static byte[] bigEndian() {
        return PickleWriter.zip(
                zip -> {
                    put(zip, "a/data.pkl", oneTensor(), true);
                    put(zip, "a/data/0", new byte[16], true);
                    put(zip, "a/byteorder", "big".getBytes(), true);
                });
    }

    private static byte[] withEntry(String name) {
        return PickleWriter.zip(
                zip -> {
                    put(zip, "a/data.pkl", oneTensor(), true);
                    put(zip, "a/data/0", new byte[16], true);
                    put(zip, name, new byte[1], true);
                });
    }

    private static byte[] link() {
        byte[] archive = withEntry("a/link");
        int last = lastCentral(archive);
        // external attributes: the Unix mode of a symbolic link in the upper half
        little(archive).putInt(last + 38, 0120777 << 16);
        return archive;
    }

    private static byte[] duplicate() {
        byte[] archive = withEntry("a/data/1");
        // both headers of the last entry get the name of the one before
        for (int i = 0; i < archive.length - 7; i++) {
            if (new String(archive, i, 8, StandardCharsets.ISO_8859_1).equals("a/data/1")) {
                archive[i + 7] = '0';
            }
        }
        return archive;
    }

    private static byte[] pickleBomb() {
        return PickleWriter.zip(zip -> put(zip, "a/data.pkl", new byte[100 << 20], false));
    }

    private static byte[] storageBomb() {
        byte[] pickle =
                PickleWriter.protocol(2)
                        .op('}')
                        .text("weight")
                        .tensor("ByteStorage", "0", 100 << 20, 0, longs(100 << 20), longs(1))
                        .op('s')
                        .stop();
        return PickleWriter.zip(
                zip -> {
                    put(zip, "a/data.pkl", pickle, true);
                    put(zip, "a/data/0", new byte[100 << 20], false);
                });
    }

    private static byte[] overlappingEntries() {
        byte[] archive = withEntry("a/data/1");
        int last = lastCentral(archive);
        ByteBuffer bytes = little(archive);
        // the last entry's data begins where it should, but claims to reach to the end
        bytes.putInt(last + 20, archive.length);
        bytes.putInt(last + 24, archive.length);
        return archive;
    }

    private static byte[] persistent(UnaryOperator<PickleWriter> id) {
        return PickleWriter.archive(id.apply(PickleWriter.protocol(2)).op('Q').stop());
    }

    private static byte[] cutDirectory() {
        byte[] archive = PickleWriter.archive(oneTensor(), new byte[16]);
        return Arrays.copyOf(archive, archive.length - 5);
    }

    private static byte[] wrongChecksum() {
        byte[] archive = PickleWriter.archive(oneTensor(), "0123456789abcdef".getBytes());
        for (int i = 0; i < archive.length - 16; i++) {
            if (archive[i] == '0' && archive[i + 15] == 'f' && archive[i + 10] == 'a') {
                archive[i + 3] ^= 1;
            }
        }
        return archive;
    }

    private static byte[] claimedEntries() {
        byte[] archive = PickleWriter.archive(oneTensor(), new byte[16]);
        little(archive).putShort(archive.length - 12, (short) 0xffff);
        return archive;
    }

    private static byte[] deflated() {
        return PickleWriter.zip(
                zip -> {
                    put(zip, "a/data.pkl", oneTensor(), false);
                    put(zip, "a/data/0", new byte[16], false);
                });
    }

    /** The same archive with its directory described by the ZIP64 records only. */
    private static byte[] zip64() {
        byte[] archive = PickleWriter.archive(oneTensor(), new byte[16]);
        int end = archive.length - 22;
        ByteBuffer old = little(archive);
        ByteBuffer wide = ByteBuffer.allocate(end + 56 + 20 + 22).order(ByteOrder.LITTLE_ENDIAN);
        wide.put(archive, 0, end);
        wide.putInt(0x06064b50).putLong(44).putShort((short) 45).putShort((short) 45);
        wide.putInt(0).putInt(0).putLong(old.getShort(end + 10)).putLong(old.getShort(end + 10));
        wide.putLong(old.getInt(end + 12)).putLong(old.getInt(end + 16));
        wide.putInt(0x07064b50).putInt(0).putLong(end).putInt(1);
        wide.putInt(0x06054b50).putInt(0).putShort((short) -1).putShort((short) -1);
        wide.putInt(-1).putInt(-1).putShort((short) 0);
        return wide.array();
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int lastCentral(byte[] archive) {
        ByteBuffer bytes = little(archive);
        for (int i = archive.length - 46; ; i--) {
            if (bytes.getInt(i) == 0x02014b50) {
                return i;
            }
        }
    }
}
