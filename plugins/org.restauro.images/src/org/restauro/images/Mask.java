// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images;

import java.util.Arrays;

/**
 * Which pixels of an image are known and which are holes: an immutable grid of one byte a pixel,
 * row by row, 255 = known, 0 = hole. Values between are soft (feathered) borders; a value below
 * {@value #THRESHOLD} counts as hole.
 *
 * <p>This is the convention inside the product and of MAT's own files (1 known, 0 hole; <a
 * href="https://arxiv.org/abs/2203.15270">Li et al., 2022</a>); files with other colours are turned
 * round while reading.
 */
public final class Mask {
    /** A value below this one counts as hole. */
    public static final int THRESHOLD = 128;

    private static final byte KNOWN = (byte) 255;

    private final int width;
    private final int height;
    private final byte[] values;

    private Mask(int width, int height, byte[] values) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "A mask has at least 1 x 1 pixels, not " + width + " x " + height + ".");
        }
        if ((long) width * height != values.length) {
            throw new IllegalArgumentException(
                    String.format(
                            "A mask of %d x %d pixels has %d values, not %d.",
                            width, height, (long) width * height, values.length));
        }
        this.width = width;
        this.height = height;
        this.values = values;
    }

    /** A mask without any hole. */
    public static Mask known(int width, int height) {
        return filled(width, height, KNOWN);
    }

    /** A mask that is one hole. */
    public static Mask hole(int width, int height) {
        return filled(width, height, (byte) 0);
    }

    private static Mask filled(int width, int height, byte value) {
        if (width < 1 || height < 1 || (long) width * height > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "A mask cannot have " + width + " x " + height + " pixels.");
        }
        byte[] values = new byte[width * height];
        if (value != 0) {
            Arrays.fill(values, value);
        }
        return new Mask(width, height, values);
    }

    /**
     * A mask of given values.
     *
     * @param values {@code width * height} values, 255 known, 0 hole; adopted, not copied: nobody
     *     may write to the array afterwards
     */
    public static Mask of(int width, int height, byte[] values) {
        return new Mask(width, height, values);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** The value at a pixel, 0 (hole) to 255 (known). */
    public int value(int x, int y) {
        if (x < 0 || x >= width || y < 0 || y >= height) {
            throw new IndexOutOfBoundsException(
                    String.format(
                            "There is no pixel (%d, %d) in a mask of %d x %d.",
                            x, y, width, height));
        }
        return values[y * width + x] & 0xFF;
    }

    /** Whether the pixel counts as hole: its value is below {@value #THRESHOLD}. */
    public boolean isHole(int x, int y) {
        return value(x, y) < THRESHOLD;
    }

    /** Whether every value is 0 or 255. */
    public boolean isBinary() {
        for (byte value : values) {
            if (value != 0 && value != KNOWN) {
                return false;
            }
        }
        return true;
    }

    /** Whether any pixel counts as hole. */
    public boolean hasHole() {
        for (byte value : values) {
            if (value >= 0) { // signed: 0..127 are the values below the threshold
                return true;
            }
        }
        return false;
    }

    /** The values, row by row: the backing array itself, not to be modified. */
    public byte[] values() {
        return values;
    }

    /**
     * The mask with hard borders: values below the threshold become 0, all others 255.
     *
     * @param threshold 1 to 255; {@value #THRESHOLD} is usual
     */
    public Mask binarised(int threshold) {
        if (threshold < 1 || threshold > 255) {
            throw new IllegalArgumentException(
                    "A mask threshold lies between 1 and 255, not at " + threshold + ".");
        }
        if (isBinary()) {
            return this;
        }
        byte[] out = new byte[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (values[i] & 0xFF) < threshold ? 0 : KNOWN;
        }
        return new Mask(width, height, out);
    }

    /** Number of pixels that count as hole. */
    public long holePixels() {
        long holes = 0;
        for (byte value : values) {
            if (value >= 0) {
                holes++;
            }
        }
        return holes;
    }

    /** Share of pixels that count as hole, 0 to 1. */
    public double holeRatio() {
        return (double) holePixels() / values.length;
    }

    /** The part of {@code w} x {@code h} pixels whose upper left corner is at {@code (x, y)}. */
    public Mask crop(int x, int y, int w, int h) {
        if (x < 0 || y < 0 || w < 1 || h < 1 || (long) x + w > width || (long) y + h > height) {
            throw new IllegalArgumentException(
                    String.format(
                            "The part of %d x %d pixels at (%d, %d) is not inside the mask of"
                                    + " %d x %d pixels.",
                            w, h, x, y, width, height));
        }
        if (w == width && h == height) {
            return this;
        }
        byte[] out = new byte[w * h];
        for (int row = 0; row < h; row++) {
            System.arraycopy(values, (y + row) * width + x, out, row * w, w);
        }
        return new Mask(w, h, out);
    }

    /**
     * The mask at another size by the nearest pixel (centres aligned), so that no new values arise.
     */
    public Mask resizedTo(int newWidth, int newHeight) {
        if (newWidth == width && newHeight == height) {
            return this;
        }
        byte[] out = filled(newWidth, newHeight, (byte) 0).values;
        int[] columns = new int[newWidth];
        for (int x = 0; x < newWidth; x++) {
            columns[x] = (int) ((2L * x + 1) * width / (2L * newWidth));
        }
        for (int y = 0; y < newHeight; y++) {
            int row = (int) ((2L * y + 1) * height / (2L * newHeight)) * width;
            for (int x = 0; x < newWidth; x++) {
                out[y * newWidth + x] = values[row + columns[x]];
            }
        }
        return new Mask(newWidth, newHeight, out);
    }

    /**
     * The mask for an image of a given size: the one place where sizes are compared.
     *
     * @param resize whether a mask of another size is resized (nearest pixel) instead of refused
     * @return this mask, or a resized one
     * @throws ImageException if the sizes differ and resizing was not chosen; names both sizes
     */
    public Mask fittedTo(int imageWidth, int imageHeight, boolean resize) throws ImageException {
        if (imageWidth == width && imageHeight == height) {
            return this;
        }
        if (!resize) {
            throw new ImageException(
                    String.format(
                            "The mask has %d x %d pixels but its image has %d x %d; give a mask of"
                                    + " the same size, or choose to resize masks.",
                            width, height, imageWidth, imageHeight));
        }
        return resizedTo(imageWidth, imageHeight);
    }

    /** The mask for an image: see {@link #fittedTo(int, int, boolean)}. */
    public Mask fittedTo(PixelImage image, boolean resize) throws ImageException {
        return fittedTo(image.width(), image.height(), resize);
    }

    /** The mask as a grey image of 8 bits that shares the values: known white, holes black. */
    public PixelImage toImage() {
        return PixelImage.of8(width, height, 1, values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mask that
                && width == that.width
                && height == that.height
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * width + height) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return String.format("Mask[%d x %d, %.2f %% hole]", width, height, 100 * holeRatio());
    }
}
