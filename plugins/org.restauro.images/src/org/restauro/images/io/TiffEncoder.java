// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.io;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import org.restauro.images.ImageException;
import org.restauro.images.PixelImage;

/**
 * Writes TIFF 6.0, little-endian, in deflated strips with the horizontal predictor (§14 and Adobe's
 * technical note 2 for compression 8), colour tagged as sRGB by its ICC profile.
 */
final class TiffEncoder {
    private static final int STRIP_BYTES = 1 << 20;
    private static final long MAX_FILE = 0xFFFFFFFFL;

    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int RATIONAL = 5;
    private static final int UNDEFINED = 7;

    private TiffEncoder() {}

    static void write(PixelImage image, OutputStream out, int level) throws IOException {
        int channels = image.channels();
        int rowBytes = Math.multiplyExact(image.width(), channels * image.depth() / 8);
        int rows = Math.max(1, Math.min(image.height(), STRIP_BYTES / rowBytes));
        int strips = (image.height() + rows - 1) / rows;
        byte[] profile =
                channels < 3 ? null : ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();

        // The strips come after the directory, whose size is known beforehand, so they are kept
        // until their sizes are.
        byte[][] packed = new byte[strips][];
        Deflater deflater = new Deflater(level);
        try {
            byte[] raw = new byte[rows * rowBytes];
            for (int s = 0; s < strips; s++) {
                int first = s * rows;
                int count = Math.min(rows, image.height() - first);
                predict(image, first, count, raw);
                packed[s] = deflate(deflater, raw, count * rowBytes);
            }
        } finally {
            deflater.end();
        }

        Directory directory = new Directory();
        directory.add(256, LONG, 1, image.width());
        directory.add(257, LONG, 1, image.height());
        directory.addShorts(258, channels, image.depth());
        directory.add(259, SHORT, 1, 8); // deflate
        directory.add(262, SHORT, 1, channels < 3 ? 1 : 2); // black is zero, RGB
        int[] offsets = new int[strips];
        directory.addLongs(273, offsets);
        directory.add(274, SHORT, 1, 1);
        directory.add(277, SHORT, 1, channels);
        directory.add(278, LONG, 1, rows);
        int[] sizes = new int[strips];
        for (int s = 0; s < strips; s++) {
            sizes[s] = packed[s].length;
        }
        directory.addLongs(279, sizes);
        directory.addBytes(282, RATIONAL, 1, rational(72));
        directory.addBytes(283, RATIONAL, 1, rational(72));
        directory.add(284, SHORT, 1, 1); // interleaved
        directory.add(296, SHORT, 1, 2); // inch
        directory.add(317, SHORT, 1, 2); // horizontal differences
        if (image.hasAlpha()) {
            directory.add(338, SHORT, 1, 2); // alpha, not premultiplied
        }
        if (profile != null) {
            directory.addBytes(34675, UNDEFINED, profile.length, profile);
        }
        long at = 8L + directory.size();
        for (int s = 0; s < strips; s++) {
            offsets[s] = (int) at;
            at += sizes[s] + (sizes[s] & 1);
        }
        if (at > MAX_FILE) {
            throw new ImageException("The image is too large for a TIFF file of 4 GB; write PNG.");
        }
        ByteBuffer head = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        head.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
        out.write(head.array());
        out.write(directory.toBytes(offsets));
        for (byte[] strip : packed) {
            out.write(strip);
            if ((strip.length & 1) == 1) {
                out.write(0);
            }
        }
    }

    /** Rows as little-endian bytes, each sample minus the one before it of the same channel. */
    private static void predict(PixelImage image, int first, int count, byte[] raw) {
        int channels = image.channels();
        int rowSamples = image.width() * channels;
        int start = first * rowSamples;
        if (image.depth() == 8) {
            byte[] samples = image.bytes8();
            for (int r = 0; r < count; r++) {
                int row = r * rowSamples;
                for (int i = 0; i < rowSamples; i++) {
                    int at = start + row + i;
                    raw[row + i] =
                            (byte) (samples[at] - (i < channels ? 0 : samples[at - channels]));
                }
            }
            return;
        }
        short[] samples = image.samples16();
        for (int r = 0; r < count; r++) {
            int row = r * rowSamples;
            for (int i = 0; i < rowSamples; i++) {
                int at = start + row + i;
                int value = samples[at] - (i < channels ? 0 : samples[at - channels]);
                raw[(row + i) * 2] = (byte) value;
                raw[(row + i) * 2 + 1] = (byte) (value >> 8);
            }
        }
    }

    private static byte[] deflate(Deflater deflater, byte[] raw, int length) {
        deflater.reset();
        deflater.setInput(raw, 0, length);
        deflater.finish();
        ByteSink sink = new ByteSink(length / 2 + 64);
        byte[] buffer = new byte[1 << 16];
        while (!deflater.finished()) {
            sink.write(buffer, 0, deflater.deflate(buffer));
        }
        return sink.toByteArray();
    }

    private static byte[] rational(int value) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .putInt(1)
                .array();
    }

    /** One image file directory: entries of 12 bytes, long values after them. */
    private static final class Directory {
        private record Entry(int tag, int type, int count, byte[] value) {}

        private final List<Entry> entries = new ArrayList<>();

        void add(int tag, int type, int count, int value) {
            ByteBuffer bytes =
                    ByteBuffer.allocate(type == SHORT ? 2 : 4).order(ByteOrder.LITTLE_ENDIAN);
            if (type == SHORT) {
                bytes.putShort((short) value);
            } else {
                bytes.putInt(value);
            }
            entries.add(new Entry(tag, type, count, bytes.array()));
        }

        void addShorts(int tag, int count, int value) {
            ByteBuffer bytes = ByteBuffer.allocate(2 * count).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < count; i++) {
                bytes.putShort((short) value);
            }
            entries.add(new Entry(tag, SHORT, count, bytes.array()));
        }

        void addLongs(int tag, int[] values) {
            entries.add(new Entry(tag, LONG, values.length, longs(values)));
        }

        void addBytes(int tag, int type, int count, byte[] value) {
            entries.add(new Entry(tag, type, count, value));
        }

        private static byte[] longs(int[] values) {
            ByteBuffer bytes =
                    ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
            for (int value : values) {
                bytes.putInt(value);
            }
            return bytes.array();
        }

        int size() {
            int size = 2 + 12 * entries.size() + 4;
            for (Entry entry : entries) {
                size += outside(entry);
            }
            return size;
        }

        private static int outside(Entry entry) {
            int length = entry.value.length;
            return length <= 4 ? 0 : length + (length & 1);
        }

        /**
         * @param stripOffsets what tag 273 says, known only now
         */
        byte[] toBytes(int[] stripOffsets) {
            ByteBuffer out = ByteBuffer.allocate(size()).order(ByteOrder.LITTLE_ENDIAN);
            int at = 2 + 12 * entries.size() + 4;
            out.putShort((short) entries.size());
            for (Entry entry : entries) {
                byte[] value = entry.tag == 273 ? longs(stripOffsets) : entry.value;
                out.putShort((short) entry.tag).putShort((short) entry.type).putInt(entry.count);
                if (value.length <= 4) {
                    out.put(value).put(new byte[4 - value.length]);
                } else {
                    out.putInt(8 + at);
                    System.arraycopy(value, 0, out.array(), at, value.length);
                    at += outside(entry);
                }
            }
            out.putInt(0);
            return out.array();
        }
    }
}
