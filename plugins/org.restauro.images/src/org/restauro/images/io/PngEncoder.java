// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.io;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
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
    private static final int CHUNK = 1 << 16;
    private static final int[] COLOUR_TYPE = {0, 0, 4, 2, 6};

    private static final int SUB = 1;
    private static final int UP = 2;
    private static final int PAETH = 4;

    private final DataOutputStream out;
    private final Deflater deflater;
    private final byte[] packed = new byte[CHUNK];
    private int filled;

    private PngEncoder(OutputStream out, int level) {
        this.out = new DataOutputStream(out);
        this.deflater = new Deflater(level);
    }

    static void write(PixelImage image, OutputStream out, int level) throws IOException {
        PngEncoder encoder = new PngEncoder(out, level);
        try {
            encoder.write(image);
        } finally {
            encoder.deflater.end();
        }
    }

    private void write(PixelImage image) throws IOException {
        out.write(SIGNATURE);
        ByteSink header = new ByteSink(13);
        DataOutputStream fields = new DataOutputStream(header);
        fields.writeInt(image.width());
        fields.writeInt(image.height());
        fields.write(new byte[] {(byte) image.depth(), (byte) COLOUR_TYPE[image.channels()]});
        fields.write(new byte[3]); // deflate, the five filters, not interlaced
        chunk("IHDR", header.toByteArray(), 13);
        chunk("sRGB", new byte[1], 1); // perceptual intent
        int pixelBytes = image.channels() * image.depth() / 8;
        int rowBytes = image.width() * pixelBytes;
        byte[] previous = new byte[rowBytes];
        byte[] row = new byte[rowBytes];
        byte[][] filtered = new byte[5][];
        for (int filter : new int[] {SUB, UP, PAETH}) {
            filtered[filter] = new byte[rowBytes + 1];
            filtered[filter][0] = (byte) filter;
        }
        for (int y = 0; y < image.height(); y++) {
            copyRow(image, y, row);
            deflate(filtered[bestFilter(row, previous, pixelBytes, filtered)]);
            byte[] swap = previous;
            previous = row;
            row = swap;
        }
        deflater.finish();
        while (!deflater.finished()) {
            drain();
        }
        flushChunk();
        chunk("IEND", packed, 0);
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

    private void deflate(byte[] row) throws IOException {
        deflater.setInput(row);
        while (!deflater.needsInput()) {
            drain();
        }
    }

    private void drain() throws IOException {
        filled += deflater.deflate(packed, filled, packed.length - filled);
        if (filled == packed.length) {
            flushChunk();
        }
    }

    private void flushChunk() throws IOException {
        if (filled > 0) {
            chunk("IDAT", packed, filled);
            filled = 0;
        }
    }

    private void chunk(String name, byte[] data, int length) throws IOException {
        byte[] type = name.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(type);
        crc.update(data, 0, length);
        out.writeInt(length);
        out.write(type);
        out.write(data, 0, length);
        out.writeInt((int) crc.getValue());
    }
}
