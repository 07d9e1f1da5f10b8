// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.mask;

import java.util.Arrays;
import org.restauro.images.Mask;

/**
 * A grid in which holes are drawn; everything outside it is ignored. Pixel centres are integers.
 */
final class Canvas {
    final int width;
    final int height;
    final byte[] values;

    Canvas(int width, int height) {
        this.width = width;
        this.height = height;
        this.values = Mask.known(width, height).values();
    }

    Mask toMask() {
        return Mask.of(width, height, values);
    }

    double holeRatio() {
        return toMask().holeRatio();
    }

    /** Pixels from x0 to before x1 of the rows from y0 to before y1. */
    void rectangle(int x0, int y0, int x1, int y1) {
        int from = Math.max(0, x0);
        int to = Math.min(width, x1);
        if (from < to) {
            for (int y = Math.max(0, y0); y < Math.min(height, y1); y++) {
                Arrays.fill(values, y * width + from, y * width + to, (byte) 0);
            }
        }
    }

    /** All pixels whose centre is no further than {@code radius} from (x, y). */
    void disc(double x, double y, double radius) {
        int first = (int) Math.max(0, Math.ceil(y - radius));
        int last = (int) Math.min(height - 1, Math.floor(y + radius));
        for (int row = first; row <= last; row++) {
            double half = Math.sqrt(Math.max(0, radius * radius - (row - y) * (row - y)));
            span(row, x - half, x + half);
        }
    }

    /** The rectangle around a segment that is {@code thickness} wide, with flat ends. */
    void segment(double x0, double y0, double x1, double y1, double thickness) {
        double dx = x1 - x0;
        double dy = y1 - y0;
        double length = Math.hypot(dx, dy);
        if (length == 0) {
            return;
        }
        dx /= length;
        dy /= length;
        double half = thickness / 2;
        int first = (int) Math.max(0, Math.ceil(Math.min(y0, y1) - half));
        int last = (int) Math.min(height - 1, Math.floor(Math.max(y0, y1) + half));
        for (int row = first; row <= last; row++) {
            // A pixel (x, row) lies inside if its way along the segment is within 0..length and its
            // way across within -half..half: two intervals of x.
            double ry = row - y0;
            double[] range = {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
            narrow(range, dx, dy * ry, 0, length);
            narrow(range, -dy, dx * ry, -half, half);
            if (range[0] <= range[1]) {
                span(row, x0 + range[0], x0 + range[1]);
            }
        }
    }

    /** Narrows the range of t to where low <= slope * t + offset <= high. */
    private static void narrow(
            double[] range, double slope, double offset, double low, double high) {
        if (Math.abs(slope) < 1e-12) {
            if (offset < low || offset > high) {
                range[0] = 1;
                range[1] = 0;
            }
            return;
        }
        double a = (low - offset) / slope;
        double b = (high - offset) / slope;
        range[0] = Math.max(range[0], Math.min(a, b));
        range[1] = Math.min(range[1], Math.max(a, b));
    }

    private void span(int row, double fromX, double toX) {
        int from = (int) Math.max(0, Math.ceil(fromX));
        int to = (int) Math.min(width - 1, Math.floor(toX));
        if (from <= to) {
            Arrays.fill(values, row * width + from, row * width + to + 1, (byte) 0);
        }
    }

    /** Upside down. */
    void flipVertically() {
        byte[] row = new byte[width];
        for (int top = 0, bottom = height - 1; top < bottom; top++, bottom--) {
            System.arraycopy(values, top * width, row, 0, width);
            System.arraycopy(values, bottom * width, values, top * width, width);
            System.arraycopy(row, 0, values, bottom * width, width);
        }
    }

    /** Left to right. */
    void flipHorizontally() {
        for (int y = 0; y < height; y++) {
            for (int a = y * width, b = a + width - 1; a < b; a++, b--) {
                byte swap = values[a];
                values[a] = values[b];
                values[b] = swap;
            }
        }
    }
}
