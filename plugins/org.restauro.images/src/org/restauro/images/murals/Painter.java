// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/**
 * A hand with a brush in some part of the wall: it knows where its units lie on the canvas, wavers
 * a little, and presses now more, now less. Painters for smaller parts come from {@link #at}.
 */
final class Painter {
    /** How far the hand strays at the most, in widths of the wall. */
    private static final double STRAY = 0.009;

    private final Canvas canvas;
    private final Noise hand;
    private final Space space;
    private final double wall;
    private final double pixels;

    private double[] xs = new double[64];
    private double[] ys = new double[64];
    private double[] radii = new double[64];
    private final double[] mapped = new double[2];

    private Painter(Canvas canvas, Noise hand, Space space, double wall, double pixels) {
        this.canvas = canvas;
        this.hand = hand;
        this.space = space;
        this.wall = wall;
        this.pixels = pixels;
    }

    /**
     * A painter of a whole wall.
     *
     * @param wall how many pixels the wall's shorter side has
     * @param pixels how many pixels a unit of the given space has
     */
    static Painter of(Canvas canvas, Noise hand, Space space, double wall, double pixels) {
        return new Painter(canvas, hand, space, wall, pixels);
    }

    /** A painter whose unit is {@code size} of this one's, turned by an angle in radians. */
    Painter at(double x, double y, double size, double angle) {
        return new Painter(canvas, hand, space.inner(x, y, size, size, angle), wall, pixels * size);
    }

    /** Like {@link #at}, with left and right exchanged first. */
    Painter mirroredAt(double x, double y, double size, double angle) {
        return new Painter(
                canvas, hand, space.inner(x, y, -size, size, angle), wall, pixels * size);
    }

    /** A painter of a band, x in 0..length, y in 0 (outside)..1, bent round the origin. */
    Painter round(double length, double outerRadius, double thickness) {
        return new Painter(
                canvas, hand, space.bent(length, outerRadius, thickness), wall, pixels * thickness);
    }

    /** Whether anything within this radius of the origin can be on the canvas. */
    boolean sees(double radius) {
        space.map(0, 0, mapped);
        double reach = radius * pixels + 2 * STRAY * wall + 2;
        return mapped[0] > -reach
                && mapped[1] > -reach
                && mapped[0] < canvas.width + reach
                && mapped[1] < canvas.height + reach;
    }

    Path path() {
        return new Path(pixels);
    }

    void fill(Path path, Colour colour) {
        fill(path, Paint.of(colour));
    }

    void fill(Path path, Paint paint) {
        place(path);
        double[] axis = null;
        if (paint.axis() != null) {
            axis = new double[4];
            space.map(paint.axis()[0], paint.axis()[1], mapped);
            axis[0] = mapped[0];
            axis[1] = mapped[1];
            space.map(paint.axis()[2], paint.axis()[3], mapped);
            axis[2] = mapped[0];
            axis[3] = mapped[1];
        }
        canvas.fill(xs, ys, path.size(), paint, axis);
    }

    /** An even line; the width is in this painter's units. */
    void line(Path path, double width, Colour colour) {
        line(path, width, width, Paint.of(colour));
    }

    /** A line that goes from one width to another, as a brush that is lifted. */
    void line(Path path, double width, double endWidth, Paint paint) {
        place(path);
        int n = path.size();
        double frequency = 22 / wall;
        for (int i = 0; i < n; i++) {
            double t = n > 1 ? (double) i / (n - 1) : 0;
            double pressure = 0.74 + 0.52 * hand.at(xs[i] * frequency + 71, ys[i] * frequency);
            radii[i] = 0.5 * pixels * (width + (endWidth - width) * t) * pressure;
        }
        canvas.stroke(xs, ys, radii, n, paint);
    }

    /** Fills and outlines. */
    void shape(Path path, Paint paint, double width, Colour outline) {
        fill(path, paint);
        line(path.closed(), width, outline);
    }

    void disc(double x, double y, double radius, Colour colour) {
        fill(path().circle(x, y, radius), colour);
    }

    /** Maps the path to pixels and lets the hand stray. */
    private void place(Path path) {
        int n = path.size();
        if (n > xs.length) {
            xs = new double[2 * n];
            ys = new double[2 * n];
            radii = new double[2 * n];
        }
        double slow = 5 / wall;
        double quick = 17 / wall;
        for (int i = 0; i < n; i++) {
            space.map(path.x(i), path.y(i), mapped);
            double x = mapped[0];
            double y = mapped[1];
            double dx =
                    hand.at(x * slow, y * slow) - 0.5 + 0.5 * (hand.at(x * quick, y * quick) - 0.5);
            double dy =
                    hand.at(x * slow + 40, y * slow + 9)
                            - 0.5
                            + 0.5 * (hand.at(x * quick + 31, y * quick + 57) - 0.5);
            xs[i] = x + dx * STRAY * wall;
            ys[i] = y + dy * STRAY * wall;
        }
    }
}
