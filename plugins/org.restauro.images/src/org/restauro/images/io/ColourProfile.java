// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.io;

import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.restauro.images.PixelImage;

/** Converts pixels from an embedded ICC profile (ICC.1:2022) to sRGB. */
final class ColourProfile {
    /** Profiles that move no colour by more than this (of 255) are sRGB under another name. */
    private static final int SAME = 1;

    /** Pixels converted at a time, so that large images need little more memory. */
    private static final int STRIPE = 1 << 16;

    /** How many verdicts are kept, and of profiles of how many bytes at most. */
    private static final int KNOWN = 64;

    private static final int KNOWN_BYTES = 1 << 16;

    /**
     * Whether profiles met before are sRGB. To find out costs a transform, which takes far longer
     * than decoding a small JPEG file, and the files of a data set share few profiles.
     */
    private static final Map<ByteBuffer, Boolean> VERDICTS =
            Collections.synchronizedMap(
                    new LinkedHashMap<>(2 * KNOWN, 0.75f, true) {
                        private static final long serialVersionUID = 1L;

                        @Override
                        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Boolean> e) {
                            return size() > KNOWN;
                        }
                    });

    private ColourProfile() {}

    /**
     * The image in sRGB. A profile that is broken, or is for another number of channels than the
     * image has, is ignored as viewers do. Grey stays grey.
     *
     * @param profile may be null
     */
    static PixelImage toSrgb(PixelImage image, byte[] profile) {
        if (profile == null || profile.length < 128) {
            return image;
        }
        int wanted = image.colourChannels();
        ByteBuffer key = ByteBuffer.wrap(profile);
        if (wanted == 3 && VERDICTS.getOrDefault(key, false)) {
            return image;
        }
        try {
            ICC_Profile from = ICC_Profile.getInstance(profile);
            int kind = from.getColorSpaceType();
            boolean fits =
                    wanted == 1 && kind == ColorSpace.TYPE_GRAY
                            || wanted == 3 && kind == ColorSpace.TYPE_RGB;
            if (!fits) {
                return image;
            }
            ICC_Profile to = ICC_Profile.getInstance(ColorSpace.CS_sRGB);
            ColorConvertOp op = new ColorConvertOp(new ICC_Profile[] {from, to}, null);
            if (wanted == 1) {
                return greyToSrgb(image, op);
            }
            boolean same = isSrgb(op);
            if (profile.length <= KNOWN_BYTES) {
                VERDICTS.put(key, same);
            }
            return same ? image : colourToSrgb(image, op);
        } catch (IllegalArgumentException | CMMException e) {
            return image;
        }
    }

    private static boolean isSrgb(ColorConvertOp op) {
        int steps = 6;
        int count = steps * steps * steps;
        WritableRaster in = raster(DataBuffer.TYPE_BYTE, count, 3);
        for (int i = 0; i < count; i++) {
            int[] colour = {i % steps * 51, i / steps % steps * 51, i / steps / steps * 51};
            in.setPixel(i, 0, colour);
        }
        WritableRaster out = raster(DataBuffer.TYPE_BYTE, count, 3);
        op.filter(in, out);
        for (int i = 0; i < count; i++) {
            for (int c = 0; c < 3; c++) {
                if (Math.abs(in.getSample(i, 0, c) - out.getSample(i, 0, c)) > SAME) {
                    return false;
                }
            }
        }
        return true;
    }

    private static WritableRaster raster(int type, int pixels, int bands) {
        return Raster.createInterleavedRaster(type, pixels, 1, bands, null);
    }

    /** Grey profiles are one curve, so a table of it serves every pixel. */
    private static PixelImage greyToSrgb(PixelImage image, ColorConvertOp op) {
        boolean wide = image.depth() == 16;
        int type = wide ? DataBuffer.TYPE_USHORT : DataBuffer.TYPE_BYTE;
        int count = wide ? 65536 : 256;
        WritableRaster in = raster(type, count, 1);
        for (int i = 0; i < count; i++) {
            in.setSample(i, 0, 0, i);
        }
        WritableRaster out = raster(type, count, 3);
        op.filter(in, out);
        int[] table = out.getSamples(0, 0, count, 1, 1, (int[]) null);
        int channels = image.channels();
        if (wide) {
            short[] samples = image.samples16().clone();
            for (int i = 0; i < samples.length; i += channels) {
                samples[i] = (short) table[samples[i] & 0xFFFF];
            }
            return PixelImage.of16(image.width(), image.height(), channels, samples);
        }
        byte[] samples = image.bytes8().clone();
        for (int i = 0; i < samples.length; i += channels) {
            samples[i] = (byte) table[samples[i] & 0xFF];
        }
        return PixelImage.of8(image.width(), image.height(), channels, samples);
    }

    private static PixelImage colourToSrgb(PixelImage image, ColorConvertOp op) {
        boolean wide = image.depth() == 16;
        int type = wide ? DataBuffer.TYPE_USHORT : DataBuffer.TYPE_BYTE;
        int channels = image.channels();
        int pixels = image.width() * image.height();
        byte[] bytes = wide ? null : image.bytes8().clone();
        short[] shorts = wide ? image.samples16().clone() : null;
        for (int from = 0; from < pixels; from += STRIPE) {
            int count = Math.min(STRIPE, pixels - from);
            WritableRaster in = raster(type, count, 3);
            WritableRaster out = raster(type, count, 3);
            if (wide) {
                short[] stripe = ((DataBufferUShort) in.getDataBuffer()).getData();
                short[] result = ((DataBufferUShort) out.getDataBuffer()).getData();
                for (int i = 0; i < count; i++) {
                    System.arraycopy(shorts, (from + i) * channels, stripe, i * 3, 3);
                }
                op.filter(in, out);
                for (int i = 0; i < count; i++) {
                    System.arraycopy(result, i * 3, shorts, (from + i) * channels, 3);
                }
            } else {
                byte[] stripe = ((DataBufferByte) in.getDataBuffer()).getData();
                byte[] result = ((DataBufferByte) out.getDataBuffer()).getData();
                for (int i = 0; i < count; i++) {
                    System.arraycopy(bytes, (from + i) * channels, stripe, i * 3, 3);
                }
                op.filter(in, out);
                for (int i = 0; i < count; i++) {
                    System.arraycopy(result, i * 3, bytes, (from + i) * channels, 3);
                }
            }
        }
        return wide
                ? PixelImage.of16(image.width(), image.height(), channels, shorts)
                : PixelImage.of8(image.width(), image.height(), channels, bytes);
    }

    /** The profile inside an iCCP chunk (name, 0, method, deflated), or null if it is broken. */
    static byte[] unpacked(byte[] chunk, int largest) {
        int at = 0;
        while (at < chunk.length && chunk[at] != 0) {
            at++;
        }
        Inflater inflater = new Inflater();
        try {
            int start = Math.min(at + 2, chunk.length);
            inflater.setInput(chunk, start, chunk.length - start);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[1 << 14];
            int count;
            while ((count = inflater.inflate(buffer)) > 0) {
                out.write(buffer, 0, count);
                if (out.size() > largest) {
                    return null;
                }
            }
            return inflater.finished() ? out.toByteArray() : null;
        } catch (DataFormatException e) {
            return null; // a broken profile is ignored, as all viewers do
        } finally {
            inflater.end();
        }
    }

    /**
     * Any decoded image whose samples are not grey or RGB (CMYK, Lab), through its colour space.
     */
    static BufferedImage throughColourSpace(BufferedImage image) {
        BufferedImage out =
                new BufferedImage(
                        image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        new ColorConvertOp(null).filter(image, out);
        return out;
    }
}
