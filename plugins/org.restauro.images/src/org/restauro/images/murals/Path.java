// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

import java.util.Arrays;

/**
 * One line of points, open or closed, in the units of the {@link Painter} that made it. Curves are
 * cut into straight pieces as fine as that painter's picture can show.
 */
final class Path {
    private final double pixels;
    private double[] xs = new double[32];
    private double[] ys = new double[32];
    private int size;

    /**
     * @param pixels how many pixels a unit is long
     */
    Path(double pixels) {
        this.pixels = pixels;
    }

    int size() {
        return size;
    }

    double x(int i) {
        return xs[i];
    }

    double y(int i) {
        return ys[i];
    }

    Path point(double x, double y) {
        if (size == xs.length) {
            xs = Arrays.copyOf(xs, 2 * size);
            ys = Arrays.copyOf(ys, 2 * size);
        }
        xs[size] = x;
        ys[size++] = y;
        return this;
    }

    /** A straight line, with points between, since a hand wavers and a ring bends it. */
    Path line(double x, double y) {
        if (size == 0) {
            return point(x, y);
        }
        double x0 = xs[size - 1];
        double y0 = ys[size - 1];
        double length = Math.sqrt((x - x0) * (x - x0) + (y - y0) * (y - y0)) * pixels;
        int steps = (int) Math.min(64, 1 + length / 7);
        for (int i = 1; i <= steps; i++) {
            double t = (double) i / steps;
            point(x0 + (x - x0) * t, y0 + (y - y0) * t);
        }
        return this;
    }

    /** A cubic Bezier curve from the last point. */
    Path curve(double ax, double ay, double bx, double by, double x, double y) {
        double x0 = xs[size - 1];
        double y0 = ys[size - 1];
        double reach =
                Math.abs(ax - x0)
                        + Math.abs(ay - y0)
                        + Math.abs(bx - ax)
                        + Math.abs(by - ay)
                        + Math.abs(x - bx)
                        + Math.abs(y - by);
        int steps = steps(reach * pixels * 0.6);
        for (int i = 1; i <= steps; i++) {
            double t = (double) i / steps;
            double s = 1 - t;
            double p = s * s * s;
            double q = 3 * s * s * t;
            double r = 3 * s * t * t;
            double u = t * t * t;
            point(p * x0 + q * ax + r * bx + u * x, p * y0 + q * ay + r * by + u * y);
        }
        return this;
    }

    /** An arc, angles in radians, from the first to the second in the direction of their sign. */
    Path arc(double cx, double cy, double radius, double from, double to) {
        return spiral(cx, cy, radius, radius, from, to);
    }

    /** An arc whose radius changes evenly. */
    Path spiral(double cx, double cy, double r0, double r1, double from, double to) {
        double sweep = Math.abs(to - from);
        int steps = steps(sweep * Math.max(r0, r1) * pixels);
        steps = Math.max(steps, (int) (sweep * 1.6) + 1);
        for (int i = 0; i <= steps; i++) {
            double t = (double) i / steps;
            double angle = from + (to - from) * t;
            double r = r0 + (r1 - r0) * t;
            point(cx + r * StrictMath.cos(angle), cy + r * StrictMath.sin(angle));
        }
        return this;
    }

    Path circle(double cx, double cy, double radius) {
        return arc(cx, cy, radius, 0, 2 * Math.PI);
    }

    Path box(double x0, double y0, double x1, double y1) {
        return point(x0, y0).line(x1, y0).line(x1, y1).line(x0, y1).line(x0, y0);
    }

    /** Ends where it began. */
    Path closed() {
        return line(xs[0], ys[0]);
    }

    /** Steps for a curve of this many pixels: every 7 pixels, closer for the tight ones. */
    private static int steps(double length) {
        return (int) Math.min(200, 3 + Math.sqrt(length) * 0.9 + length / 12);
    }
}
