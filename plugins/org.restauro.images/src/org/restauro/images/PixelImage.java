// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Arrays;

/**
 * An immutable image in sRGB: {@code height} rows of {@code width} pixels of interleaved samples.
 *
 * <p>Channels are 1 (grey), 2 (grey, alpha), 3 (red, green, blue) or 4 (red, green, blue, alpha);
 * alpha is not premultiplied. Samples have 8 bits (0..255) or 16 bits (0..65535). The sample of
 * channel {@code c} of the pixel {@code (x, y)} lies at {@code (y * width + x) * channels + c}.
 *
 * <p>The factory methods adopt the given array without copying it, and {@link #bytes8()} and {@link
 * #samples16()} hand it out again, so that images of 50 megapixels stay practical: nobody may write
 * to such an array afterwards.
 */
public final class PixelImage {
    private final int width;
    private final int height;
    private final int channels;
    private final byte[] bytes;
    private final short[] shorts;

    private PixelImage(int width, int height, int channels, byte[] bytes, short[] shorts) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "An image has at least 1 x 1 pixels, not " + width + " x " + height + ".");
        }
        if (channels < 1 || channels > 4) {
            throw new IllegalArgumentException(
                    "An image has 1 to 4 channels (grey, grey+alpha, RGB, RGBA), not "
                            + channels
                            + ".");
        }
        long needed = (long) width * height * channels;
        int given = bytes != null ? bytes.length : shorts.length;
        if (needed != given) {
            throw new IllegalArgumentException(
                    String.format(
                            "An image of %d x %d pixels with %d channels has %d samples, not %d.",
                            width, height, channels, needed, given));
        }
        this.width = width;
        this.height = height;
        this.channels = channels;
        this.bytes = bytes;
        this.shorts = shorts;
    }

    /**
     * An image of 8 bits a sample.
     *
     * @param interleaved {@code width * height * channels} samples, adopted, not copied
     */
    public static PixelImage of8(int width, int height, int channels, byte[] interleaved) {
        return new PixelImage(width, height, channels, interleaved, null);
    }

    /**
     * An image of 16 bits a sample (unsigned).
     *
     * @param interleaved {@code width * height * channels} samples, adopted, not copied
     */
    public static PixelImage of16(int width, int height, int channels, short[] interleaved) {
        return new PixelImage(width, height, channels, null, interleaved);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA. */
    public int channels() {
        return channels;
    }

    /** Bits a sample: 8 or 16. */
    public int depth() {
        return bytes != null ? 8 : 16;
    }

    public boolean hasAlpha() {
        return channels == 2 || channels == 4;
    }

    /** 1 for grey images, 3 for colour images: the channels without alpha. */
    public int colourChannels() {
        return channels < 3 ? 1 : 3;
    }

    /** Width times height. */
    public long pixels() {
        return (long) width * height;
    }

    /**
     * One sample.
     *
     * @return 0..255 for 8 bits, 0..65535 for 16 bits
     */
    public int sample(int x, int y, int channel) {
        if (x < 0 || x >= width || y < 0 || y >= height || channel < 0 || channel >= channels) {
            throw new IndexOutOfBoundsException(
                    String.format(
                            "There is no sample (%d, %d, channel %d) in an image of %d x %d x %d.",
                            x, y, channel, width, height, channels));
        }
        int at = (y * width + x) * channels + channel;
        return bytes != null ? bytes[at] & 0xFF : shorts[at] & 0xFFFF;
    }

    /**
     * The samples of an 8-bit image: the backing array itself, not to be modified.
     *
     * @throws IllegalStateException if the image has 16 bits; {@link #to8()} converts it
     */
    public byte[] bytes8() {
        if (bytes == null) {
            throw new IllegalStateException("This image has 16 bits a sample; convert it to 8.");
        }
        return bytes;
    }

    /**
     * The samples of a 16-bit image: the backing array itself, not to be modified.
     *
     * @throws IllegalStateException if the image has 8 bits; {@link #to16()} converts it
     */
    public short[] samples16() {
        if (shorts == null) {
            throw new IllegalStateException("This image has 8 bits a sample; convert it to 16.");
        }
        return shorts;
    }

    /** The part of {@code w} x {@code h} pixels whose upper left corner is at {@code (x, y)}. */
    public PixelImage crop(int x, int y, int w, int h) {
        if (x < 0 || y < 0 || w < 1 || h < 1 || (long) x + w > width || (long) y + h > height) {
            throw new IllegalArgumentException(
                    String.format(
                            "The part of %d x %d pixels at (%d, %d) is not inside the image of"
                                    + " %d x %d pixels.",
                            w, h, x, y, width, height));
        }
        if (w == width && h == height) {
            return this;
        }
        byte[] croppedBytes = bytes == null ? null : new byte[w * h * channels];
        short[] croppedShorts = bytes == null ? new short[w * h * channels] : null;
        for (int row = 0; row < h; row++) {
            int from = ((y + row) * width + x) * channels;
            int to = row * w * channels;
            if (bytes != null) {
                System.arraycopy(bytes, from, croppedBytes, to, w * channels);
            } else {
                System.arraycopy(shorts, from, croppedShorts, to, w * channels);
            }
        }
        return new PixelImage(w, h, channels, croppedBytes, croppedShorts);
    }

    /** This image with 8 bits a sample; 16-bit samples are rounded: {@code (v + 128) / 257}. */
    public PixelImage to8() {
        if (bytes != null) {
            return this;
        }
        byte[] out = new byte[shorts.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (byte) (((shorts[i] & 0xFFFF) + 128) / 257);
        }
        return of8(width, height, channels, out);
    }

    /** This image with 16 bits a sample: {@code v * 257}, so that {@link #to8()} undoes it. */
    public PixelImage to16() {
        if (shorts != null) {
            return this;
        }
        short[] out = new short[bytes.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (short) ((bytes[i] & 0xFF) * 257);
        }
        return of16(width, height, channels, out);
    }

    /** This image without its alpha channel (colours stay as they are, nothing is blended). */
    public PixelImage withoutAlpha() {
        return hasAlpha() ? withChannels(channels - 1) : this;
    }

    /** Three channels of 8 bits: grey becomes three equal channels, alpha is dropped. */
    public PixelImage toRgb8() {
        return to8().withChannels(3);
    }

    /**
     * This image with another number of channels and the same depth. Alpha is dropped or added as
     * opaque; grey becomes three equal channels; colour becomes grey by its luma (0.299, 0.587,
     * 0.114, rounded).
     *
     * @param wanted 1 to 4
     */
    public PixelImage withChannels(int wanted) {
        if (wanted == channels) {
            return this;
        }
        if (wanted < 1 || wanted > 4) {
            throw new IllegalArgumentException("An image has 1 to 4 channels, not " + wanted + ".");
        }
        return ChannelConversion.convert(this, wanted);
    }

    /**
     * A view for Java2D and ImageIO that shares the samples of this image (nobody may draw on it).
     * Grey images carry Java's grey colour space, whose {@code getRGB} brightens: read the raster.
     */
    public BufferedImage toBufferedImage() {
        int type = bytes != null ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT;
        DataBuffer buffer =
                bytes != null
                        ? new DataBufferByte(bytes, bytes.length)
                        : new DataBufferUShort(shorts, shorts.length);
        int[] offsets = {0, 1, 2, 3};
        WritableRaster raster =
                Raster.createWritableRaster(
                        new PixelInterleavedSampleModel(
                                type,
                                width,
                                height,
                                channels,
                                width * channels,
                                Arrays.copyOf(offsets, channels)),
                        buffer,
                        null);
        ColorSpace space =
                ColorSpace.getInstance(channels < 3 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB);
        ColorModel model =
                new ComponentColorModel(
                        space,
                        hasAlpha(),
                        false,
                        hasAlpha() ? ColorModel.TRANSLUCENT : ColorModel.OPAQUE,
                        type);
        return new BufferedImage(model, raster, false, null);
    }

    /**
     * A copy of a Java2D image. Its colours are taken as sRGB, or as grey in sRGB's curve where it
     * has one colour channel; files with other profiles are converted by the reader instead.
     */
    public static PixelImage fromBufferedImage(BufferedImage image) {
        return BufferedImages.copy(image, false);
    }

    /**
     * Like {@link #fromBufferedImage}, but may take over the memory of the given image, which
     * nobody may use afterwards: for images that a decoder has just made.
     */
    public static PixelImage adopting(BufferedImage image) {
        return BufferedImages.copy(image, true);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PixelImage that
                && width == that.width
                && height == that.height
                && channels == that.channels
                && Arrays.equals(bytes, that.bytes)
                && Arrays.equals(shorts, that.shorts);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * (31 * width + height) + channels)
                + (bytes != null ? Arrays.hashCode(bytes) : Arrays.hashCode(shorts));
    }

    @Override
    public String toString() {
        return String.format("PixelImage[%d x %d x %d, %d bits]", width, height, channels, depth());
    }
}
