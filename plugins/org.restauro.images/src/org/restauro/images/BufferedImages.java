// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.util.Arrays;

/** Copies the kinds of {@link BufferedImage} there are into {@link PixelImage}s, fast first. */
final class BufferedImages {
    private BufferedImages() {}

    /**
     * @param adopt whether the samples of the image may be taken over instead of copied
     */
    static PixelImage copy(BufferedImage image, boolean adopt) {
        ColorModel model = image.getColorModel();
        if (model instanceof IndexColorModel palette) {
            return copyPalette(image.getRaster(), palette);
        }
        if (model instanceof ComponentColorModel && image.getRaster().getNumBands() <= 4) {
            PixelImage copy =
                    image.isAlphaPremultiplied() ? null : copySamples(image.getRaster(), adopt);
            if (copy != null) {
                return copy;
            }
        }
        return copyPacked(image);
    }

    /** The samples as they are, or null where they are neither 8 nor 16 bits wide. */
    private static PixelImage copySamples(Raster raster, boolean adopt) {
        int width = raster.getWidth();
        int height = raster.getHeight();
        int bands = raster.getNumBands();
        int rowLength = width * bands;
        int type = raster.getDataBuffer().getDataType();
        int bits = raster.getSampleModel().getSampleSize(0);
        int length = Math.multiplyExact(rowLength, height);
        if (type == DataBuffer.TYPE_BYTE && bits == 8) {
            DataBufferByte buffer = (DataBufferByte) raster.getDataBuffer();
            if (isPlainLayout(raster) && buffer.getOffset() == 0) {
                byte[] data = buffer.getData();
                boolean whole = adopt && data.length == length;
                return PixelImage.of8(
                        width, height, bands, whole ? data : Arrays.copyOf(data, length));
            }
            byte[] out = new byte[length];
            if (!copyInterleaved(raster, buffer, out)) {
                int[] row = new int[rowLength];
                for (int y = 0; y < height; y++) {
                    raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
                    for (int i = 0; i < rowLength; i++) {
                        out[y * rowLength + i] = (byte) row[i];
                    }
                }
            }
            return PixelImage.of8(width, height, bands, out);
        }
        if (type == DataBuffer.TYPE_USHORT && bits == 16) {
            DataBufferUShort buffer = (DataBufferUShort) raster.getDataBuffer();
            if (isPlainLayout(raster) && buffer.getOffset() == 0) {
                short[] data = buffer.getData();
                boolean whole = adopt && data.length == length;
                return PixelImage.of16(
                        width, height, bands, whole ? data : Arrays.copyOf(data, length));
            }
            short[] out = new short[length];
            int[] row = new int[rowLength];
            for (int y = 0; y < height; y++) {
                raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
                for (int i = 0; i < rowLength; i++) {
                    out[y * rowLength + i] = (short) row[i];
                }
            }
            return PixelImage.of16(width, height, bands, out);
        }
        return null;
    }

    private static boolean isPlainLayout(Raster raster) {
        if (!(raster.getSampleModel() instanceof PixelInterleavedSampleModel model)
                || raster.getParent() != null
                || model.getPixelStride() != raster.getNumBands()
                || model.getScanlineStride() != raster.getWidth() * raster.getNumBands()) {
            return false;
        }
        int[] offsets = model.getBandOffsets();
        for (int b = 0; b < offsets.length; b++) {
            if (offsets[b] != b) {
                return false;
            }
        }
        return true;
    }

    // The common interleaved layouts (RGB, BGR, ABGR, grey) without a detour through int arrays.
    private static boolean copyInterleaved(Raster raster, DataBufferByte buffer, byte[] out) {
        if (!(raster.getSampleModel() instanceof PixelInterleavedSampleModel model)
                || raster.getParent() != null) {
            return false;
        }
        int bands = raster.getNumBands();
        byte[] data = buffer.getData();
        int[] offsets = model.getBandOffsets();
        int stride = model.getPixelStride();
        int width = raster.getWidth();
        for (int y = 0; y < raster.getHeight(); y++) {
            int row = buffer.getOffset() + y * model.getScanlineStride();
            for (int b = 0; b < bands; b++) {
                int from = row + offsets[b];
                int to = y * width * bands + b;
                for (int x = 0; x < width; x++) {
                    out[to] = data[from];
                    to += bands;
                    from += stride;
                }
            }
        }
        return true;
    }

    private static PixelImage copyPalette(Raster raster, IndexColorModel palette) {
        int size = palette.getMapSize();
        int[] argb = new int[size];
        palette.getRGBs(argb);
        boolean alpha = false;
        boolean grey = true;
        for (int colour : argb) {
            alpha |= colour >>> 24 != 255;
            int green = (colour >> 8) & 0xFF;
            grey &= ((colour >> 16) & 0xFF) == green && green == (colour & 0xFF);
        }
        int channels = (grey ? 1 : 3) + (alpha ? 1 : 0);
        int width = raster.getWidth();
        int height = raster.getHeight();
        byte[] out = new byte[Math.multiplyExact(Math.multiplyExact(width, height), channels)];
        int[] row = new int[width];
        int at = 0;
        for (int y = 0; y < height; y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, 0, row);
            for (int x = 0; x < width; x++) {
                // An index past the palette is black, as browsers show it.
                int colour = row[x] < size ? argb[row[x]] : 0xFF000000;
                at = put(out, at, colour, grey, alpha);
            }
        }
        return PixelImage.of8(width, height, channels, out);
    }

    private static PixelImage copyPacked(BufferedImage image) {
        boolean alpha = image.getColorModel().hasAlpha();
        int width = image.getWidth();
        int height = image.getHeight();
        int channels = alpha ? 4 : 3;
        byte[] out = new byte[Math.multiplyExact(Math.multiplyExact(width, height), channels)];
        int[] row = new int[width];
        int at = 0;
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                at = put(out, at, row[x], false, alpha);
            }
        }
        return PixelImage.of8(width, height, channels, out);
    }

    private static int put(byte[] out, int at, int argb, boolean grey, boolean alpha) {
        out[at++] = (byte) (argb >> 16);
        if (!grey) {
            out[at++] = (byte) (argb >> 8);
            out[at++] = (byte) argb;
        }
        if (alpha) {
            out[at++] = (byte) (argb >>> 24);
        }
        return at;
    }
}
