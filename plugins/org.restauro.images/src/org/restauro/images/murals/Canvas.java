// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/**
 * The layer of paint: three planes of floats, 0..1 in sRGB, and the two things one can do to them,
 * fill a polygon and draw a line, both with exact or distance-based edges, so that the bytes do not
 * depend on anybody's anti-aliasing.
 */
final class Canvas {
    final int width;
    final int height;
    final float[] red;
    final float[] green;
    final float[] blue;

    /** Brush marks: multiplied into each area's colour, inverted on every second one. */
    private final float[] bristles;

    private final float[] cover;
    private final int[] rowStart;
    private final int[] rowEnd;
    private int firstRow;
    private int lastRow;
    private int areas;

    Canvas(int width, int height, float[] bristles) {
        this.width = width;
        this.height = height;
        this.bristles = bristles;
        int n = width * height;
        red = new float[n];
        green = new float[n];
        blue = new float[n];
        cover = new float[(width + 2) * height];
        rowStart = new int[height];
        rowEnd = new int[height];
        clearRows();
    }

    private void clearRows() {
        for (int y = 0; y < height; y++) {
            rowStart[y] = Integer.MAX_VALUE;
            rowEnd[y] = -1;
        }
        firstRow = Integer.MAX_VALUE;
        lastRow = -1;
    }

    /** Fills the polygon through n points (closed by itself); coordinates in pixels. */
    void fill(double[] xs, double[] ys, int n, Paint paint, double[] axis) {
        for (int i = 0; i < n; i++) {
            int j = i + 1 == n ? 0 : i + 1;
            edge(xs[i], ys[i], xs[j], ys[j]);
        }
        int stride = width + 2;
        for (int y = Math.max(firstRow, 0); y <= lastRow; y++) {
            if (rowEnd[y] < 0) {
                continue;
            }
            int start = rowStart[y];
            int end = Math.min(rowEnd[y], width + 1);
            float sum = 0;
            for (int x = start, k = y * stride + start; x <= end; x++, k++) {
                sum += cover[k];
                cover[k] = Math.min(1, Math.abs(sum));
            }
            rowEnd[y] = end;
        }
        lay(paint, axis);
    }

    /** Adds to the cover what one edge changes, row by row: the area to its right, signed. */
    private void edge(double ax, double ay, double bx, double by) {
        if (ay == by) {
            return;
        }
        double sign = 1;
        if (ay > by) {
            double t = ax;
            ax = bx;
            bx = t;
            t = ay;
            ay = by;
            by = t;
            sign = -1;
        }
        if (by <= 0 || ay >= height) {
            return;
        }
        double slope = (bx - ax) / (by - ay);
        if (ay < 0) {
            ax -= ay * slope;
            ay = 0;
        }
        double stop = Math.min(by, height);
        double x = ax;
        double y = ay;
        while (y < stop) {
            int row = (int) y;
            double next = Math.min(row + 1, stop);
            double nx = ax + (next - ay) * slope;
            rowPiece(row, x, nx, (next - y) * sign);
            x = nx;
            y = next;
        }
    }

    private void rowPiece(int row, double xa, double xb, double dy) {
        double low = Math.min(Math.max(Math.min(xa, xb), 0), width);
        double high = Math.min(Math.max(Math.max(xa, xb), 0), width);
        int first = (int) low;
        int last = (int) high;
        int k = row * (width + 2);
        firstRow = Math.min(firstRow, row);
        lastRow = Math.max(lastRow, row);
        rowStart[row] = Math.min(rowStart[row], first);
        rowEnd[row] = Math.max(rowEnd[row], last + 1);
        if (first == last) {
            double part = 1 - ((low - first) + (high - first)) / 2;
            cover[k + first] += (float) (dy * part);
            cover[k + first + 1] += (float) (dy * (1 - part));
            return;
        }
        double perPixel = dy / (high - low);
        double before = 0;
        for (int x = first; x <= last; x++) {
            double left = Math.max(low, x);
            double right = Math.min(high, x + 1);
            double d = (right - left) * perPixel;
            double mean = x + 1 - (left + right) / 2;
            cover[k + x] += (float) (d * mean + before);
            before = d * (1 - mean);
        }
        cover[k + last + 1] += (float) before;
    }

    /** Draws a line through n points whose half width at each is given in pixels. */
    void stroke(double[] xs, double[] ys, double[] radii, int n, Paint paint) {
        for (int i = 0; i + 1 < n; i++) {
            piece(xs[i], ys[i], radii[i], xs[i + 1], ys[i + 1], radii[i + 1]);
        }
        lay(paint, null);
    }

    private void piece(double ax, double ay, double ra, double bx, double by, double rb) {
        double reach = Math.max(Math.max(ra, rb), 0.5) + 0.5;
        int x0 = (int) Math.max(0, Math.floor(Math.min(ax, bx) - reach));
        int y0 = (int) Math.max(0, Math.floor(Math.min(ay, by) - reach));
        int x1 = (int) Math.min(width - 1, Math.floor(Math.max(ax, bx) + reach));
        int y1 = (int) Math.min(height - 1, Math.floor(Math.max(ay, by) + reach));
        if (x1 < x0) {
            return;
        }
        double dx = bx - ax;
        double dy = by - ay;
        double length = dx * dx + dy * dy;
        double inverse = length > 1e-9 ? 1 / length : 0;
        for (int y = y0; y <= y1; y++) {
            int k = y * (width + 2);
            double py = y + 0.5 - ay;
            for (int x = x0; x <= x1; x++) {
                double px = x + 0.5 - ax;
                double t = Math.min(1, Math.max(0, (px * dx + py * dy) * inverse));
                double ex = px - t * dx;
                double ey = py - t * dy;
                double radius = ra + (rb - ra) * t;
                double thin = Math.min(1, radius * 2);
                radius = Math.max(radius, 0.5);
                double outer = radius + 0.5;
                double d = ex * ex + ey * ey;
                if (d < outer * outer) {
                    float c = (float) (Math.min(1, outer - Math.sqrt(d)) * thin);
                    if (c > cover[k + x]) {
                        cover[k + x] = c;
                    }
                }
            }
            rowStart[y] = Math.min(rowStart[y], x0);
            rowEnd[y] = Math.max(rowEnd[y], x1);
        }
        firstRow = Math.min(firstRow, y0);
        lastRow = Math.max(lastRow, y1);
    }

    /** Lays paint where the cover says, and clears the cover. */
    private void lay(Paint paint, double[] axis) {
        Colour a = paint.colour();
        Colour b = paint.end();
        float opacity = (float) paint.opacity();
        double ux = 0;
        double uy = 0;
        if (axis != null) {
            double dx = axis[2] - axis[0];
            double dy = axis[3] - axis[1];
            double l = Math.max(dx * dx + dy * dy, 1e-9);
            ux = dx / l;
            uy = dy / l;
        }
        float sign = (++areas & 1) == 0 ? 1 : -1;
        for (int y = Math.max(firstRow, 0); y <= lastRow; y++) {
            int end = rowEnd[y];
            for (int x = rowStart[y], k = y * (width + 2) + x; x <= end; x++, k++) {
                float c = cover[k];
                cover[k] = 0;
                if (c <= 0.002f || x >= width) {
                    continue;
                }
                c *= opacity;
                int i = y * width + x;
                float mark = 1 + sign * bristles[i];
                float r = a.red();
                float g = a.green();
                float u = a.blue();
                if (axis != null) {
                    double t = (x + 0.5 - axis[0]) * ux + (y + 0.5 - axis[1]) * uy;
                    float s = (float) Math.min(1, Math.max(0, t));
                    r += (b.red() - r) * s;
                    g += (b.green() - g) * s;
                    u += (b.blue() - u) * s;
                }
                if (paint.glaze()) {
                    red[i] *= 1 - c * (1 - r);
                    green[i] *= 1 - c * (1 - g);
                    blue[i] *= 1 - c * (1 - u);
                } else {
                    red[i] += (r * mark - red[i]) * c;
                    green[i] += (g * mark - green[i]) * c;
                    blue[i] += (u * mark - blue[i]) * c;
                }
            }
            rowStart[y] = Integer.MAX_VALUE;
            rowEnd[y] = -1;
        }
        firstRow = Integer.MAX_VALUE;
        lastRow = -1;
    }
}
