// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.synthesis;

import java.util.List;
import org.restauro.images.PixelImage;

/** Puts pictures of one size side by side and below each other. */
public final class PictureTable {
    private static final int CHANNELS = 4;

    private PictureTable() {}

    /**
     * One picture of all; what lies between them, and empty places, are transparent.
     *
     * @param places row by row; null for an empty place, but one is a picture
     * @param gap pixels between them
     * @throws IllegalArgumentException if the sizes differ, or the table is too large for a picture
     */
    public static PixelImage draw(List<PixelImage> places, int columns, int gap) {
        PixelImage one = places.stream().filter(p -> p != null).findFirst().orElseThrow();
        int w = one.width();
        int h = one.height();
        int rows = (places.size() + columns - 1) / columns;
        long width = (long) columns * w + (columns - 1L) * gap;
        long height = (long) rows * h + (rows - 1L) * gap;
        if (width * height * CHANNELS > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "A table of "
                            + width
                            + " x "
                            + height
                            + " pixels is too large for one picture; fewer or separate pictures"
                            + " would be right.");
        }
        byte[] canvas = new byte[(int) (CHANNELS * width * height)];
        for (int i = 0; i < places.size(); i++) {
            if (places.get(i) != null) {
                paste(canvas, (int) width, places.get(i), w, h, i % columns, i / columns, gap);
            }
        }
        return PixelImage.of8((int) width, (int) height, CHANNELS, canvas);
    }

    private static void paste(
            byte[] canvas, int width, PixelImage image, int w, int h, int x, int y, int gap) {
        if (image.width() != w || image.height() != h) {
            throw new IllegalArgumentException(
                    "A table of pictures of "
                            + w
                            + " x "
                            + h
                            + " pixels cannot hold one of "
                            + image.width()
                            + " x "
                            + image.height()
                            + ".");
        }
        byte[] pixels = image.toRgb8().bytes8();
        for (int row = 0; row < h; row++) {
            int to = ((y * (h + gap) + row) * width + x * (w + gap)) * CHANNELS;
            for (int i = 0; i < w; i++) {
                System.arraycopy(pixels, 3 * (row * w + i), canvas, to + CHANNELS * i, 3);
                canvas[to + CHANNELS * i + 3] = (byte) 255;
            }
        }
    }
}
