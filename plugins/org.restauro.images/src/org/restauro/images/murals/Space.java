// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/**
 * Where a painter's units lie on the canvas: an affine map and, for ornaments that run round a
 * circle, a bend before it.
 */
final class Space {
    private final double xx;
    private final double xy;
    private final double x0;
    private final double yx;
    private final double yy;
    private final double y0;
    private final Ring ring;
    private final Space outer;

    /** A band of some length bent to a ring: y = 0 lies outside, y = 1 inside. */
    private record Ring(double length, double outerRadius, double thickness) {}

    private Space(
            double xx, double xy, double x0, double yx, double yy, double y0, Ring r, Space outer) {
        this.xx = xx;
        this.xy = xy;
        this.x0 = x0;
        this.yx = yx;
        this.yy = yy;
        this.y0 = y0;
        this.ring = r;
        this.outer = outer;
    }

    static Space scaled(double scale, double x, double y, double angle) {
        double c = StrictMath.cos(angle) * scale;
        double s = StrictMath.sin(angle) * scale;
        return new Space(c, -s, x, s, c, y, null, null);
    }

    /** The space inside this one whose origin, size and direction are given in this one's units. */
    Space inner(double x, double y, double sx, double sy, double angle) {
        double c = StrictMath.cos(angle);
        double s = StrictMath.sin(angle);
        double ixx = c * sx;
        double ixy = -s * sy;
        double iyx = s * sx;
        double iyy = c * sy;
        if (ring != null) {
            return new Space(ixx, ixy, x, iyx, iyy, y, null, this);
        }
        return new Space(
                xx * ixx + xy * iyx,
                xx * ixy + xy * iyy,
                xx * x + xy * y + x0,
                yx * ixx + yy * iyx,
                yx * ixy + yy * iyy,
                yx * x + yy * y + y0,
                null,
                outer);
    }

    /** The space of a band, x in 0..length and y in 0..1, bent round this space's origin. */
    Space bent(double length, double outerRadius, double thickness) {
        return new Space(1, 0, 0, 0, 1, 0, new Ring(length, outerRadius, thickness), this);
    }

    /** Maps a point to canvas pixels; the result is written into {@code out}. */
    void map(double x, double y, double[] out) {
        double px = xx * x + xy * y + x0;
        double py = yx * x + yy * y + y0;
        if (ring != null) {
            double radius = ring.outerRadius - py * ring.thickness;
            double angle = px / ring.length * 2 * Math.PI;
            px = radius * StrictMath.cos(angle);
            py = radius * StrictMath.sin(angle);
        }
        if (outer != null) {
            outer.map(px, py, out);
        } else {
            out[0] = px;
            out[1] = py;
        }
    }
}
