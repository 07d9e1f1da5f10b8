// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

import org.restauro.images.Mask;

/**
 * Which pixels of an image are painted and how strongly: 0 = kept as it is, 255 = replaced, between
 * = mixed (the blended border outside a hole). Everything above 0 is a hole for the network.
 *
 * <p>Keeps one byte a pixel and counts of painted pixels in square cells, which the planner works
 * on instead of single pixels.
 */
final class HoleField {
    private final int width;
    private final int height;
    private final byte[] strength;
    private final int cell;
    private final int cellColumns;
    private final int cellRows;
    private final int[] counts;
    private final long painted;

    private HoleField(int width, int height, byte[] strength, int cell) {
        this.width = width;
        this.height = height;
        this.strength = strength;
        this.cell = cell;
        this.cellColumns = (width + cell - 1) / cell;
        this.cellRows = (height + cell - 1) / cell;
        this.counts = new int[cellColumns * cellRows];
        long total = 0;
        for (int y = 0; y < height; y++) {
            int cellRow = y / cell * cellColumns;
            for (int x = 0; x < width; x++) {
                if (strength[y * width + x] != 0) {
                    counts[cellRow + x / cell]++;
                    total++;
                }
            }
        }
        this.painted = total;
    }

    /**
     * The field of a mask.
     *
     * @param blend width of the mixed border outside the holes, in pixels
     * @param cell side of the counted cells, in pixels
     */
    static HoleField of(Mask mask, int blend, int cell) {
        int width = mask.width();
        int height = mask.height();
        byte[] values = mask.values();
        byte[] strength = new byte[values.length];
        for (int i = 0; i < strength.length; i++) {
            strength[i] = (values[i] & 0xFF) < Mask.THRESHOLD ? (byte) 255 : 0;
        }
        if (blend > 0) {
            Feather.outside(strength, width, height, blend);
        }
        return new HoleField(width, height, strength, cell);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    Box bounds() {
        return new Box(0, 0, width, height);
    }

    /** 0 keeps the pixel, 255 replaces it. */
    int strength(int x, int y) {
        return strength[y * width + x] & 0xFF;
    }

    boolean isHole(int x, int y) {
        return strength[y * width + x] != 0;
    }

    long painted() {
        return painted;
    }

    int cell() {
        return cell;
    }

    int cellColumns() {
        return cellColumns;
    }

    int cellRows() {
        return cellRows;
    }

    int count(int cellX, int cellY) {
        return counts[cellY * cellColumns + cellX];
    }

    /** Whether the part of the box inside the image has a hole pixel. */
    boolean hasHole(Box box) {
        if (!box.intersects(bounds())) {
            return false;
        }
        Box inside = box.intersection(bounds());
        for (int y = inside.y(); y < inside.bottom(); y++) {
            for (int x = inside.x(); x < inside.right(); x++) {
                if (strength[y * width + x] != 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The smallest box around the hole pixels inside {@code box}, or null if there are none. */
    Box tighten(Box box) {
        Box inside = box.intersection(bounds());
        int left = Integer.MAX_VALUE;
        int right = -1;
        int top = -1;
        int bottom = -1;
        for (int y = inside.y(); y < inside.bottom(); y++) {
            for (int x = inside.x(); x < inside.right(); x++) {
                if (strength[y * width + x] != 0) {
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                    top = top < 0 ? y : top;
                    bottom = y;
                }
            }
        }
        return right < 0 ? null : new Box(left, top, right - left + 1, bottom - top + 1);
    }

    /**
     * Which part of the box's pixels inside the image is known, to the precision of the cells:
     * cells cut by the border of the box count as a whole.
     */
    double knownRatio(Box box) {
        Box inside = box.intersection(bounds());
        long holes = 0;
        long pixels = 0;
        for (int cy = inside.y() / cell; cy <= (inside.bottom() - 1) / cell; cy++) {
            int cellHeight = Math.min(cell, height - cy * cell);
            for (int cx = inside.x() / cell; cx <= (inside.right() - 1) / cell; cx++) {
                holes += count(cx, cy);
                pixels += (long) cellHeight * Math.min(cell, width - cx * cell);
            }
        }
        return 1 - (double) holes / pixels;
    }
}
