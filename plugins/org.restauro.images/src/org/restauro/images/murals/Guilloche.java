// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/** Two ribbons plaited round a row of eyes. */
record Guilloche(Colour first, Colour second, Colour eye, Colour line, double pitch)
        implements Border {
    private static final double SWING = 0.3;
    private static final double RIBBON = 0.23;

    @Override
    public void paint(Painter painter, double length) {
        int crossings = 2 * Border.repeats(length, 2 * pitch);
        double step = length / crossings;
        for (int i = 0; i < crossings; i++) {
            double x = (i + 0.5) * step;
            painter.shape(painter.path().circle(x, 0.5, 0.11), Paint.of(eye), 0.04, line);
        }
        ribbon(painter, step, -0.55, crossings + 0.55, 1, 0, first);
        ribbon(painter, step, -0.55, crossings + 0.55, -1, 0, second);
        for (int i = 0; i <= crossings; i += 2) {
            ribbon(painter, step, i - 0.42, i + 0.42, 1, 0.08, first);
        }
    }

    /**
     * One ribbon; it crosses the other at whole numbers.
     *
     * @param over how much longer than its outline it is, to hide the outline's round ends
     */
    private void ribbon(
            Painter painter,
            double step,
            double from,
            double to,
            int side,
            double over,
            Colour colour) {
        painter.line(wave(painter, step, from, to, side), RIBBON + 0.07, line);
        Path path = wave(painter, step, from - over, to + over, side);
        painter.line(path, RIBBON, colour);
        path = wave(painter, step, from - 2.5 * over, to + 2.5 * over, side);
        painter.line(path, 0.05, 0.05, Paint.of(Pigment.LIME_WHITE.colour(), 0.75));
    }

    private static Path wave(Painter painter, double step, double from, double to, int side) {
        Path path = painter.path();
        int pieces = (int) Math.ceil((to - from) * 10);
        for (int i = 0; i <= pieces; i++) {
            double t = from + (to - from) * i / pieces;
            path.point(t * step, 0.5 + side * SWING * StrictMath.sin(Math.PI * t));
        }
        return path;
    }
}
