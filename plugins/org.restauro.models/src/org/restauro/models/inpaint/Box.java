// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

/**
 * A rectangle of whole pixels: columns {@code x} to {@code x + width - 1}, rows {@code y} to {@code
 * y + height - 1}. It may lie partly outside an image, where pixels are mirrored in.
 */
record Box(int x, int y, int width, int height) {
    Box {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("A box of " + width + " x " + height + " is empty.");
        }
    }

    int right() {
        return x + width;
    }

    int bottom() {
        return y + height;
    }

    long area() {
        return (long) width * height;
    }

    boolean contains(int px, int py) {
        return px >= x && py >= y && px < right() && py < bottom();
    }

    boolean intersects(Box other) {
        return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
    }

    /** The smallest box that holds both. */
    Box union(Box other) {
        int left = Math.min(x, other.x);
        int top = Math.min(y, other.y);
        return new Box(
                left,
                top,
                Math.max(right(), other.right()) - left,
                Math.max(bottom(), other.bottom()) - top);
    }

    /** The common part; the boxes must intersect. */
    Box intersection(Box other) {
        int left = Math.max(x, other.x);
        int top = Math.max(y, other.y);
        return new Box(
                left,
                top,
                Math.min(right(), other.right()) - left,
                Math.min(bottom(), other.bottom()) - top);
    }

    /**
     * A box of the given size around the middle of this one, moved so that it lies in {@code
     * bounds}; where it is larger than the bounds it is centred on them and sticks out evenly.
     */
    Box around(int newWidth, int newHeight, Box bounds) {
        return new Box(
                place(x, width, newWidth, bounds.x, bounds.width),
                place(y, height, newHeight, bounds.y, bounds.height),
                newWidth,
                newHeight);
    }

    private static int place(int at, int size, int newSize, int from, int length) {
        if (newSize >= length) {
            return from - (newSize - length) / 2;
        }
        int wanted = at + (size - newSize) / 2;
        return Math.max(from, Math.min(wanted, from + length - newSize));
    }
}
