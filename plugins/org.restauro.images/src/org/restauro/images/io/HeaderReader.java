// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.io;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.TreeMap;
import javax.imageio.stream.ImageInputStream;
import org.restauro.images.ImageException;

/**
 * Reads width, height, sample layout, EXIF orientation and ICC profile of a file without decoding a
 * pixel. Every length is checked against the file before memory is taken.
 *
 * <p>Sources: PNG (W3C, third edition) §11; JPEG (ITU-T T.81) annex B; WebP container (RFC 9649)
 * §2; TIFF 6.0 §2; BMP and GIF89a headers; ICC.1:2022 annex B for the embedding in each.
 */
final class HeaderReader {
    /** ICC profiles of printers have up to a few megabytes. */
    private static final int MAX_PROFILE = 16 << 20;

    private static final int MAX_EXIF = 1 << 20;
    private static final int MAX_CHUNKS = 1 << 20;

    private final ImageInputStream in;
    private final long length;

    private HeaderReader(ImageInputStream in) throws IOException {
        this.in = in;
        this.length = in.length();
    }

    /**
     * @param in positioned anywhere; left anywhere
     * @throws ImageException without a file name, if the header is broken or of no known format
     */
    static ImageInfo read(ImageInputStream in) throws IOException {
        HeaderReader reader = new HeaderReader(in);
        byte[] head = new byte[(int) Math.min(reader.length, ImageFormat.SIGNATURE_LENGTH)];
        in.seek(0);
        in.readFully(head);
        if (head.length == 0) {
            throw new ImageException("the file is empty");
        }
        ImageFormat format =
                ImageFormat.detect(head)
                        .orElseThrow(
                                () ->
                                        new ImageException(
                                                "this is no image of a known kind (PNG, JPEG, TIFF,"
                                                        + " WebP, BMP or GIF)"));
        try {
            return switch (format) {
                case PNG -> reader.png();
                case JPEG -> reader.jpeg();
                case WEBP -> reader.webp();
                case TIFF -> TiffDirectory.read(in, 0, reader.length).toInfo();
                case BMP -> reader.bmp();
                case GIF -> reader.gif();
            };
        } catch (EOFException e) {
            throw new ImageException("the " + format + " file ends within its header", e);
        }
    }

    private ImageInfo png() throws IOException {
        in.setByteOrder(ByteOrder.BIG_ENDIAN);
        in.seek(8);
        int width = 0;
        int height = 0;
        int depth = 0;
        int type = 0;
        int orientation = 1;
        byte[] profile = null;
        boolean started = false;
        for (int n = 0; n < MAX_CHUNKS && in.getStreamPosition() + 8 <= length; n++) {
            long size = in.readUnsignedInt();
            int name = in.readInt();
            long data = in.getStreamPosition();
            if (n == 0) {
                if (name != 0x49484452 || size != 13) {
                    throw new ImageException("the PNG file does not begin with its header");
                }
                width = in.readInt();
                height = in.readInt();
                depth = in.readUnsignedByte();
                type = in.readUnsignedByte();
            } else if (name == 0x69434350 && size <= MAX_PROFILE && data + size <= length) { // iCCP
                profile = ColourProfile.unpacked(bytes((int) size), MAX_PROFILE);
            } else if (name == 0x65584966 && size <= MAX_EXIF && data + size <= length) { // eXIf
                orientation = TiffDirectory.orientation(bytes((int) size), 0);
            } else if (name == 0x49444154) { // IDAT
                started = true;
            } else if (name == 0x49454E44) { // IEND
                break;
            }
            long next = data + size + 4;
            if (next > length) {
                break;
            }
            in.seek(next);
        }
        if (!started) {
            throw new ImageException("the PNG file holds no image data; it is truncated");
        }
        int[] channelsOfType = {1, 0, 3, 1, 2, 0, 4};
        if (type >= channelsOfType.length || channelsOfType[type] == 0) {
            throw new ImageException("the PNG file has the unknown colour type " + type);
        }
        // Deflate cannot shrink more than 1032-fold (zlib technical details), so a file much
        // smaller than that is cut or a lie; no memory is taken for it.
        double raw = (double) width * height * depth * channelsOfType[type] / 8;
        if (raw / 1032 > length) {
            throw new ImageException(
                    String.format(
                            "the PNG file has %d bytes, too few for %d x %d pixels",
                            length, width, height));
        }
        return new ImageInfo(
                ImageFormat.PNG, width, height, channelsOfType[type], depth, orientation, profile);
    }

    private ImageInfo jpeg() throws IOException {
        in.setByteOrder(ByteOrder.BIG_ENDIAN);
        in.seek(2);
        int orientation = 1;
        TreeMap<Integer, byte[]> profileParts = new TreeMap<>();
        while (true) {
            int marker = in.readUnsignedByte();
            if (marker != 0xFF) {
                continue; // stray bytes between segments are skipped, as decoders do
            }
            while (marker == 0xFF) {
                marker = in.readUnsignedByte();
            }
            if (marker == 0 || marker == 1 || (marker >= 0xD0 && marker <= 0xD8)) {
                continue;
            }
            if (marker == 0xD9 || marker == 0xDA) {
                throw new ImageException("the JPEG file has no frame header before its data");
            }
            int size = in.readUnsignedShort() - 2;
            long data = in.getStreamPosition();
            if (size < 0) {
                throw new ImageException("the JPEG file has a segment of impossible length");
            }
            boolean frame =
                    marker >= 0xC0
                            && marker <= 0xCF
                            && marker != 0xC4
                            && marker != 0xC8
                            && marker != 0xCC;
            if (frame) {
                int depth = in.readUnsignedByte();
                int height = in.readUnsignedShort();
                int width = in.readUnsignedShort();
                int channels = in.readUnsignedByte();
                return new ImageInfo(
                        ImageFormat.JPEG,
                        width,
                        height,
                        channels,
                        depth,
                        orientation,
                        joined(profileParts));
            }
            if (marker == 0xE1 && size > 6 && data + size <= length) {
                byte[] segment = bytes(size);
                if (startsWith(segment, "Exif\0\0")) {
                    orientation = TiffDirectory.orientation(segment, 6);
                }
            } else if (marker == 0xE2 && size > 14 && data + size <= length) {
                byte[] segment = bytes(size);
                if (startsWith(segment, "ICC_PROFILE\0")) {
                    profileParts.put(
                            segment[12] & 0xFF, Arrays.copyOfRange(segment, 14, segment.length));
                }
            }
            in.seek(data + size);
        }
    }

    private static byte[] joined(TreeMap<Integer, byte[]> parts) {
        if (parts.isEmpty()) {
            return null;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        parts.values().forEach(out::writeBytes);
        return out.toByteArray();
    }

    private ImageInfo webp() throws IOException {
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        in.seek(12);
        int width = 0;
        int height = 0;
        int channels = 3;
        int orientation = 1;
        byte[] profile = null;
        boolean canvas = false;
        for (int n = 0; n < MAX_CHUNKS && in.getStreamPosition() + 8 <= length; n++) {
            byte[] name = bytes(4);
            long size = in.readUnsignedInt();
            long data = in.getStreamPosition();
            switch (new String(name, StandardCharsets.ISO_8859_1)) {
                case "VP8X" -> {
                    int flags = in.readInt();
                    width = 1 + in.readUnsignedShort() + (in.readUnsignedByte() << 16);
                    height = 1 + in.readUnsignedShort() + (in.readUnsignedByte() << 16);
                    channels = (flags & 0x10) != 0 ? 4 : 3;
                    canvas = true;
                }
                case "VP8 " -> {
                    in.seek(data + 6);
                    int frameWidth = in.readUnsignedShort() & 0x3FFF;
                    int frameHeight = in.readUnsignedShort() & 0x3FFF;
                    checkFrame(canvas, width, height, frameWidth, frameHeight);
                    width = canvas ? width : frameWidth;
                    height = canvas ? height : frameHeight;
                    canvas = true;
                }
                case "VP8L" -> {
                    in.seek(data + 1);
                    int packed = in.readInt();
                    int frameWidth = 1 + (packed & 0x3FFF);
                    int frameHeight = 1 + ((packed >> 14) & 0x3FFF);
                    checkFrame(canvas, width, height, frameWidth, frameHeight);
                    if (!canvas) {
                        width = frameWidth;
                        height = frameHeight;
                        channels = (packed & (1 << 28)) != 0 ? 4 : 3;
                        canvas = true;
                    }
                }
                case "ANMF" -> size = 16; // a frame's own chunks follow its head: look at them too
                case "ICCP" ->
                        profile =
                                size <= MAX_PROFILE && data + size <= length
                                        ? bytes((int) size)
                                        : null;
                case "EXIF" -> {
                    if (size <= MAX_EXIF && data + size <= length) {
                        byte[] exif = bytes((int) size);
                        orientation =
                                TiffDirectory.orientation(
                                        exif, startsWith(exif, "Exif\0\0") ? 6 : 0);
                    }
                }
                default -> {}
            }
            long next = data + size + (size & 1);
            if (next > length) {
                break;
            }
            in.seek(next);
        }
        if (!canvas) {
            throw new ImageException("the WebP file holds no image; it is truncated");
        }
        return new ImageInfo(ImageFormat.WEBP, width, height, channels, 8, orientation, profile);
    }

    /** Decoders take memory for what a frame claims, so it may not claim more than the canvas. */
    private static void checkFrame(
            boolean canvas, int width, int height, int frameWidth, int frameHeight)
            throws ImageException {
        if (canvas && (frameWidth > width || frameHeight > height)) {
            throw new ImageException(
                    String.format(
                            "the WebP file holds a frame of %d x %d pixels, more than its canvas of"
                                    + " %d x %d",
                            frameWidth, frameHeight, width, height));
        }
    }

    private ImageInfo bmp() throws IOException {
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        in.seek(14);
        long headerSize = in.readUnsignedInt();
        int width = headerSize == 12 ? in.readUnsignedShort() : in.readInt();
        int height = headerSize == 12 ? in.readUnsignedShort() : in.readInt();
        in.readUnsignedShort();
        int bits = in.readUnsignedShort();
        // A negative height means rows from top to bottom.
        int rows = height == Integer.MIN_VALUE ? 0 : Math.abs(height);
        int channels = bits <= 8 ? 1 : bits == 32 ? 4 : 3;
        return new ImageInfo(ImageFormat.BMP, width, rows, channels, 8, 1, null);
    }

    private ImageInfo gif() throws IOException {
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        in.seek(6);
        int width = in.readUnsignedShort();
        int height = in.readUnsignedShort();
        return new ImageInfo(ImageFormat.GIF, width, height, 1, 8, 1, null);
    }

    private byte[] bytes(int count) throws IOException {
        byte[] out = new byte[count];
        in.readFully(out);
        return out;
    }

    private static boolean startsWith(byte[] data, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
        return data.length >= wanted.length
                && Arrays.equals(data, 0, wanted.length, wanted, 0, wanted.length);
    }
}
