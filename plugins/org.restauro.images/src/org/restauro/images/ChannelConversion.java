// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images;

/** Gives an image another number of channels: what {@link PixelImage#withChannels} describes. */
final class ChannelConversion {
    private ChannelConversion() {}

    static PixelImage convert(PixelImage image, int wanted) {
        int width = image.width();
        int height = image.height();
        int channels = image.channels();
        int count = width * height;
        long samples = (long) count * wanted;
        if (samples > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    String.format(
                            "An image of %d x %d pixels is too large for %d channels.",
                            width, height, wanted));
        }
        boolean wide = image.depth() == 16;
        byte[] bytes = wide ? null : image.bytes8();
        short[] shorts = wide ? image.samples16() : null;
        byte[] outBytes = wide ? null : new byte[(int) samples];
        short[] outShorts = wide ? new short[(int) samples] : null;
        boolean grey = wanted < 3;
        boolean toLuma = grey && channels >= 3;
        boolean alpha = wanted == 2 || wanted == 4;
        int opaque = wide ? 0xFFFF : 0xFF;
        int green = channels < 3 ? 0 : 1;
        int blue = channels < 3 ? 0 : 2;
        for (int i = 0; i < count; i++) {
            int from = i * channels;
            int to = i * wanted;
            if (wide) {
                outShorts[to] = toLuma ? (short) luma(shorts, from) : shorts[from];
                if (!grey) {
                    outShorts[to + 1] = shorts[from + green];
                    outShorts[to + 2] = shorts[from + blue];
                }
                if (alpha) {
                    outShorts[to + wanted - 1] =
                            image.hasAlpha() ? shorts[from + channels - 1] : (short) opaque;
                }
            } else {
                outBytes[to] = toLuma ? (byte) luma(bytes, from) : bytes[from];
                if (!grey) {
                    outBytes[to + 1] = bytes[from + green];
                    outBytes[to + 2] = bytes[from + blue];
                }
                if (alpha) {
                    outBytes[to + wanted - 1] =
                            image.hasAlpha() ? bytes[from + channels - 1] : (byte) opaque;
                }
            }
        }
        return wide
                ? PixelImage.of16(width, height, wanted, outShorts)
                : PixelImage.of8(width, height, wanted, outBytes);
    }

    // Luma of ITU-R BT.601 in units of 1/16384 (4899 + 9617 + 1868 = 16384).
    private static int luma(byte[] rgb, int at) {
        int sum =
                4899 * (rgb[at] & 0xFF) + 9617 * (rgb[at + 1] & 0xFF) + 1868 * (rgb[at + 2] & 0xFF);
        return (sum + 8192) >> 14;
    }

    private static int luma(short[] rgb, int at) {
        int sum =
                4899 * (rgb[at] & 0xFFFF)
                        + 9617 * (rgb[at + 1] & 0xFFFF)
                        + 1868 * (rgb[at + 2] & 0xFFFF);
        return (sum + 8192) >>> 14;
    }
}
