// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.io;

import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;
import org.restauro.images.ImageException;

/**
 * The few entries of a TIFF's first directory (or of an EXIF block, which is a small TIFF) that
 * matter before decoding: size, samples, orientation, profile. Classic TIFF and BigTIFF.
 */
final class TiffDirectory {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS = 258;
    private static final int ORIENTATION = 274;
    private static final int SAMPLES = 277;
    private static final int SAMPLE_FORMAT = 339;
    private static final int PROFILE = 34675;
    private static final int MAX_PROFILE = 16 << 20;

    private long width;
    private long height;
    private long bits = 1;
    private long samples = 1;
    private long sampleFormat = 1;
    private long orientation = 1;
    private byte[] profile;

    private TiffDirectory() {}

    /**
     * @param base where the TIFF begins in the stream; offsets count from there
     * @param length end of the stream
     */
    static TiffDirectory read(ImageInputStream in, long base, long length) throws IOException {
        TiffDirectory out = new TiffDirectory();
        in.seek(base);
        int order = in.readUnsignedByte();
        in.readUnsignedByte();
        in.setByteOrder(order == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        boolean big = in.readUnsignedShort() == 43;
        if (big) {
            in.readInt();
        }
        long first = big ? in.readLong() : in.readUnsignedInt();
        if (first < 8 || base + first >= length) {
            throw new ImageException("the TIFF file's directory lies outside the file");
        }
        in.seek(base + first);
        long count = big ? in.readLong() : in.readUnsignedShort();
        if (count < 1 || count > 65_535) {
            throw new ImageException("the TIFF file's directory has " + count + " entries");
        }
        for (int i = 0; i < count; i++) {
            int tag = in.readUnsignedShort();
            int type = in.readUnsignedShort();
            long values = big ? in.readLong() : in.readUnsignedInt();
            long field = in.getStreamPosition();
            out.entry(in, base, length, tag, type, values, big ? 8 : 4);
            in.seek(field + (big ? 8 : 4));
        }
        return out;
    }

    private void entry(
            ImageInputStream in, long base, long length, int tag, int type, long values, int room)
            throws IOException {
        switch (tag) {
            case WIDTH -> width = number(in, base, type, values, room);
            case HEIGHT -> height = number(in, base, type, values, room);
            case BITS -> bits = number(in, base, type, values, room);
            case SAMPLES -> samples = number(in, base, type, values, room);
            case SAMPLE_FORMAT -> sampleFormat = number(in, base, type, values, room);
            case ORIENTATION -> orientation = number(in, base, type, values, room);
            case PROFILE -> {
                long at = base + (room == 8 ? in.readLong() : in.readUnsignedInt());
                if (values > 0 && values <= MAX_PROFILE && at > 0 && at + values <= length) {
                    profile = new byte[(int) values];
                    in.seek(at);
                    in.readFully(profile);
                }
            }
            default -> {}
        }
    }

    /** The first value of an entry of one of the integer types; 0 for any other type. */
    private static long number(ImageInputStream in, long base, int type, long values, int room)
            throws IOException {
        int size =
                switch (type) {
                    case 1, 6 -> 1;
                    case 3, 8 -> 2;
                    case 4, 9 -> 4;
                    case 16, 17 -> 8;
                    default -> 0;
                };
        if (size == 0 || values < 1) {
            return 0;
        }
        if (values > room / size) {
            long at = base + (room == 8 ? in.readLong() : in.readUnsignedInt());
            if (at < 0 || at >= in.length()) {
                return 0;
            }
            in.seek(at);
        }
        return switch (size) {
            case 1 -> in.readUnsignedByte();
            case 2 -> in.readUnsignedShort();
            case 4 -> in.readUnsignedInt();
            default -> in.readLong();
        };
    }

    /** The orientation an EXIF block names, 1 where it is missing, broken or out of range. */
    static int orientation(byte[] exif, int from) {
        try (ImageInputStream in = new MemoryInput(exif)) {
            if (exif.length < from + 8) {
                return 1;
            }
            return read(in, from, exif.length).orientation();
        } catch (IOException | RuntimeException e) {
            return 1; // broken EXIF does not make the picture unreadable
        }
    }

    private int orientation() {
        return orientation >= 1 && orientation <= 8 ? (int) orientation : 1;
    }

    ImageInfo toInfo() throws ImageException {
        if (samples < 1 || samples > 8) {
            throw new ImageException("the TIFF file has " + samples + " samples a pixel");
        }
        boolean integers = sampleFormat == 1;
        if (!integers || bits < 1 || bits > 16) {
            throw new ImageException(
                    String.format(
                            "the TIFF file has %s samples of %d bits; save it with 8 or 16 bits",
                            integers ? "integer" : sampleFormat == 3 ? "floating-point" : "signed",
                            bits));
        }
        return new ImageInfo(
                ImageFormat.TIFF,
                (int) Math.min(width, Integer.MAX_VALUE),
                (int) Math.min(height, Integer.MAX_VALUE),
                (int) samples,
                (int) bits,
                orientation(),
                profile);
    }
}
