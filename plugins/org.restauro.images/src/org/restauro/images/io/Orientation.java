// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.io;

import org.restauro.images.PixelImage;

/** Turns a stored image upright as EXIF 2.32 §4.6.4 (tag 274) says. */
final class Orientation {
    /** Pixels are moved in square blocks, so that rows and columns both stay in the cache. */
    private static final int BLOCK = 64;

    private Orientation() {}

    /**
     * @param orientation 1 to 8; 1 returns the image itself
     */
    static PixelImage upright(PixelImage image, int orientation) {
        if (orientation == 1) {
            return image;
        }
        boolean turned = orientation >= 5;
        int width = turned ? image.height() : image.width();
        int height = turned ? image.width() : image.height();
        // Stored index of the upright pixel (x, y) is start + x * stepX + y * stepY.
        long w = image.width();
        long h = image.height();
        long start;
        long stepX;
        long stepY;
        switch (orientation) {
            case 2 -> { // mirrored
                start = w - 1;
                stepX = -1;
                stepY = w;
            }
            case 3 -> { // upside down
                start = w * h - 1;
                stepX = -1;
                stepY = -w;
            }
            case 4 -> { // flipped
                start = (h - 1) * w;
                stepX = 1;
                stepY = -w;
            }
            case 5 -> { // transposed
                start = 0;
                stepX = w;
                stepY = 1;
            }
            case 6 -> { // to be turned 90 degrees clockwise
                start = (h - 1) * w;
                stepX = -w;
                stepY = 1;
            }
            case 7 -> { // transposed along the other diagonal
                start = w * h - 1;
                stepX = -w;
                stepY = -1;
            }
            case 8 -> { // to be turned 90 degrees counter-clockwise
                start = w - 1;
                stepX = w;
                stepY = -1;
            }
            default ->
                    throw new IllegalArgumentException(
                            "An EXIF orientation lies between 1 and 8, not at "
                                    + orientation
                                    + ".");
        }
        int channels = image.channels();
        if (image.depth() == 8) {
            byte[] from = image.bytes8();
            byte[] to = new byte[from.length];
            move(from, to, width, height, channels, start, stepX, stepY);
            return PixelImage.of8(width, height, channels, to);
        }
        short[] from = image.samples16();
        short[] to = new short[from.length];
        move(from, to, width, height, channels, start, stepX, stepY);
        return PixelImage.of16(width, height, channels, to);
    }

    private static void move(
            byte[] from, byte[] to, int w, int h, int channels, long start, long dx, long dy) {
        for (int blockY = 0; blockY < h; blockY += BLOCK) {
            for (int blockX = 0; blockX < w; blockX += BLOCK) {
                int endX = Math.min(w, blockX + BLOCK);
                for (int y = blockY; y < Math.min(h, blockY + BLOCK); y++) {
                    int out = (y * w + blockX) * channels;
                    for (int x = blockX; x < endX; x++) {
                        int in = (int) (start + x * dx + y * dy) * channels;
                        for (int c = 0; c < channels; c++) {
                            to[out++] = from[in + c];
                        }
                    }
                }
            }
        }
    }

    private static void move(
            short[] from, short[] to, int w, int h, int channels, long start, long dx, long dy) {
        for (int blockY = 0; blockY < h; blockY += BLOCK) {
            for (int blockX = 0; blockX < w; blockX += BLOCK) {
                int endX = Math.min(w, blockX + BLOCK);
                for (int y = blockY; y < Math.min(h, blockY + BLOCK); y++) {
                    int out = (y * w + blockX) * channels;
                    for (int x = blockX; x < endX; x++) {
                        int in = (int) (start + x * dx + y * dy) * channels;
                        for (int c = 0; c < channels; c++) {
                            to[out++] = from[in + c];
                        }
                    }
                }
            }
        }
    }
}
