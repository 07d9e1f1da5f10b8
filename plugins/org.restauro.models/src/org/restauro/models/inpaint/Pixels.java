// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

import org.restauro.images.PixelImage;

/**
 * The colours of an image as floats in [-1, 1], read a row at a time so that no float copy of a
 * large image is made. Columns and rows outside the image are mirrored in without repeating the
 * border pixel ({@code ... 2 1 0 1 2 ...}).
 */
final class Pixels {
    private final PixelImage image;
    private final byte[] bytes;
    private final short[] shorts;
    private final float[] table;

    Pixels(PixelImage image) {
        this.image = image;
        this.bytes = image.depth() == 8 ? image.bytes8() : null;
        this.shorts = image.depth() == 16 ? image.samples16() : null;
        this.table = new float[image.depth() == 8 ? 1 << 8 : 1 << 16];
        // x / 127.5 - 1 for 8 bits, as the networks were trained; the same range for 16 bits.
        float half = (table.length - 1) / 2f;
        for (int i = 0; i < table.length; i++) {
            table[i] = i / half - 1;
        }
    }

    /** Maps an index beyond {@code 0 .. length - 1} to the pixel mirrored there. */
    static int mirror(int index, int length) {
        if (length == 1) {
            return 0;
        }
        int period = 2 * (length - 1);
        int folded = Math.floorMod(index, period);
        return folded < length ? folded : period - folded;
    }

    /** The mirrored columns {@code from .. from + count - 1}. */
    int[] columns(int from, int count) {
        int[] columns = new int[count];
        for (int i = 0; i < count; i++) {
            columns[i] = mirror(from + i, image.width());
        }
        return columns;
    }

    int row(int y) {
        return mirror(y, image.height());
    }

    /**
     * Reads pixels of one row into three planes.
     *
     * @param y a row inside the image
     * @param columns columns inside the image
     * @param red where the first plane's row starts in {@code out}; the others follow at {@code red
     *     + plane} and {@code red + 2 * plane}
     */
    void read(int y, int[] columns, float[] out, int red, int plane) {
        int channels = image.channels();
        int green = channels < 3 ? 0 : 1;
        int blue = channels < 3 ? 0 : 2;
        int rowStart = y * image.width();
        for (int i = 0; i < columns.length; i++) {
            int at = (rowStart + columns[i]) * channels;
            out[red + i] = value(at);
            out[red + plane + i] = value(at + green);
            out[red + 2 * plane + i] = value(at + blue);
        }
    }

    private float value(int at) {
        return table[bytes != null ? bytes[at] & 0xFF : shorts[at] & 0xFFFF];
    }
}
