// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.io;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.restauro.images.PixelImage;

/**
 * Writes PNG (W3C, third edition): grey, grey+alpha, RGB, RGBA of 8 or 16 bits, tagged as sRGB.
 *
 * <p>Each row takes the filter whose residuals have the smallest sum (§12.8), of Sub, Up and Paeth.
 */
final class PngEncoder {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int[] COLOUR_TYPE = {0, 0, 4, 2, 6};

    /** Filtered bytes that are deflated as one block; blocks are independent of each other. */
    private static final int BLOCK = 1 << 20;

    private static final int ADLER_BASE = 65_521; // RFC 1950 §9

    private static final int SUB = 1;
    private static final int UP = 2;
    private static final int PAETH = 4;

    private final DataOutputStream out;
    private final int level;

    private PngEncoder(OutputStream out, int level) {
        this.out = new DataOutputStream(out);
        this.level = level;
    }

    static void write(PixelImage image, OutputStream out, int level) throws IOException {
        new PngEncoder(out, level).write(image);
    }

    private void write(PixelImage image) throws IOException {
        out.write(SIGNATURE);
        ByteSink header = new ByteSink(13);
        DataOutputStream fields = new DataOutputStream(header);
        fields.writeInt(image.width());
        fields.writeInt(image.height());
        fields.write(new byte[] {(byte) image.depth(), (byte) COLOUR_TYPE[image.channels()]});
        fields.write(new byte[3]); // deflate, the five filters, not interlaced
        chunk("IHDR", header.toByteArray());
        chunk("sRGB", new byte[1]); // perceptual intent
        pixels(image);
        chunk("IEND", new byte[0]);
    }

    /** One zlib stream whose blocks are made side by side, a few at a time. */
    private void pixels(PixelImage image) throws IOException {
        int rowBytes = image.width() * image.channels() * image.depth() / 8 + 1;
        int rows = Math.max(1, BLOCK / rowBytes);
        int blocks = (image.height() + rows - 1) / rows;
        int atOnce = 2 * Runtime.getRuntime().availableProcessors();
        chunk("IDAT", new byte[] {0x78, 0x01});
        long adler = 1;
        for (int first = 0; first < blocks; first += atOnce) {
            Block[] made =
                    IntStream.range(first, Math.min(blocks, first + atOnce))
                            .parallel()
                            .mapToObj(b -> block(image, b * rows, rows))
                            .toArray(Block[]::new);
            for (Block block : made) {
                chunk("IDAT", block.packed);
                adler = joined(adler, block.adler, block.length);
            }
        }
        chunk("IDAT", ByteBuffer.allocate(4).putInt((int) adler).array());
    }

    private record Block(byte[] packed, long adler, long length) {}

    private Block block(PixelImage image, int firstRow, int rows) {
        int pixelBytes = image.channels() * image.depth() / 8;
        int rowBytes = image.width() * pixelBytes;
        int end = Math.min(image.height(), firstRow + rows);
        byte[] previous = new byte[rowBytes];
        byte[] row = new byte[rowBytes];
        if (firstRow > 0) {
            copyRow(image, firstRow - 1, previous);
        }
        byte[][] filtered = new byte[5][];
        for (int filter : new int[] {SUB, UP, PAETH}) {
            filtered[filter] = new byte[rowBytes + 1];
            filtered[filter][0] = (byte) filter;
        }
        Adler32 adler = new Adler32();
        ByteSink packed = new ByteSink(Math.min(BLOCK, (end - firstRow) * (rowBytes / 2 + 64)));
        byte[] buffer = new byte[1 << 14];
        Deflater deflater = new Deflater(level, true);
        try {
            for (int y = firstRow; y < end; y++) {
                copyRow(image, y, row);
                byte[] best = filtered[bestFilter(row, previous, pixelBytes, filtered)];
                adler.update(best);
                deflater.setInput(best);
                while (!deflater.needsInput()) {
                    packed.write(buffer, 0, deflater.deflate(buffer));
                }
                byte[] swap = previous;
                previous = row;
                row = swap;
            }
            if (end == image.height()) {
                deflater.finish();
                while (!deflater.finished()) {
                    packed.write(buffer, 0, deflater.deflate(buffer));
                }
            } else {
                // A flush ends the block at a whole byte, so that the next one can follow.
                int count;
                do {
                    count = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
                    packed.write(buffer, 0, count);
                } while (count == buffer.length);
            }
        } finally {
            deflater.end();
        }
        return new Block(
                packed.toByteArray(), adler.getValue(), (end - firstRow) * (rowBytes + 1L));
    }

    /**
     * The checksum of two parts in a row from those of each. Adler-32 is a pair of sums modulo its
     * base: of the bytes, from 1, and of the first sum after each byte.
     */
    static long joined(long first, long second, long secondLength) {
        long sum1 = first & 0xFFFF;
        long sum2 = first >>> 16;
        long next1 = second & 0xFFFF;
        long next2 = second >>> 16;
        long length = secondLength % ADLER_BASE;
        // The second part began its first sum at 1 instead of at sum1.
        long low = (sum1 + next1 + ADLER_BASE - 1) % ADLER_BASE;
        long high = (sum2 + next2 + (sum1 + ADLER_BASE - 1) % ADLER_BASE * length) % ADLER_BASE;
        return high << 16 | low;
    }

    private static void copyRow(PixelImage image, int y, byte[] row) {
        if (image.depth() == 8) {
            System.arraycopy(image.bytes8(), y * row.length, row, 0, row.length);
            return;
        }
        short[] samples = image.samples16();
        int at = y * (row.length / 2);
        for (int i = 0; i < row.length; i += 2) {
            short sample = samples[at++];
            row[i] = (byte) (sample >> 8);
            row[i + 1] = (byte) sample;
        }
    }

    private static int bestFilter(byte[] row, byte[] above, int bpp, byte[][] filtered) {
        int length = row.length;
        byte[] sub = filtered[SUB];
        byte[] up = filtered[UP];
        byte[] paeth = filtered[PAETH];
        long subSum = 0;
        long upSum = 0;
        long paethSum = 0;
        for (int i = 0; i < Math.min(bpp, length); i++) {
            sub[i + 1] = row[i];
            byte difference = (byte) (row[i] - above[i]);
            up[i + 1] = difference;
            paeth[i + 1] = difference;
            subSum += Math.abs(row[i]);
            upSum += Math.abs(difference);
            paethSum += Math.abs(difference);
        }
        for (int i = bpp; i < length; i++) {
            int value = row[i];
            int left = row[i - bpp] & 0xFF;
            int over = above[i] & 0xFF;
            int corner = above[i - bpp] & 0xFF;
            byte fromLeft = (byte) (value - left);
            byte fromOver = (byte) (value - over);
            sub[i + 1] = fromLeft;
            up[i + 1] = fromOver;
            subSum += Math.abs(fromLeft);
            upSum += Math.abs(fromOver);
            // Paeth's predictor: of left, over and corner the nearest to left + over - corner.
            int toLeft = Math.abs(over - corner);
            int toOver = Math.abs(left - corner);
            int toCorner = Math.abs(left + over - 2 * corner);
            int predicted = toOver <= toCorner ? over : corner;
            predicted = toLeft <= toOver && toLeft <= toCorner ? left : predicted;
            byte fromPaeth = (byte) (value - predicted);
            paeth[i + 1] = fromPaeth;
            paethSum += Math.abs(fromPaeth);
        }
        if (upSum <= subSum && upSum <= paethSum) {
            return UP;
        }
        return paethSum <= subSum ? PAETH : SUB;
    }

    private void chunk(String name, byte[] data) throws IOException {
        byte[] type = name.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(type);
        crc.update(data);
        out.writeInt(data.length);
        out.write(type);
        out.write(data);
        out.writeInt((int) crc.getValue());
    }
}
