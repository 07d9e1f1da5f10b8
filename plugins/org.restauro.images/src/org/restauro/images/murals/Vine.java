// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/** Rinceaux: spirals of a vine, each the mirror of the next, with a flower in every one. */
final class Vine implements Field {
    /** Of the spirals, whose neighbours touch, in half heights of a row. */
    private static final double RADIUS = 0.88;

    private final Style style;
    private final int mostRows;
    private final double turn;
    private final boolean alternate;
    private final int leaves;
    private final double start;

    Vine(Chance chance, Style style) {
        this.style = style;
        mostRows = chance.oneOf(2, 2, 3);
        turn = chance.between(4.4, 5.6);
        alternate = chance.happens(0.5);
        leaves = chance.from(7, 10);
        start = chance.oneOf(0.0, 0.5);
    }

    @Override
    public void paint(Painter painter, double width, double height) {
        int rows = height < 0.4 * width ? 1 : mostRows;
        double row = height / rows;
        double step = row * RADIUS;
        int columns = (int) Math.ceil(width / step / 2) + 1;
        for (int j = 0; j < rows; j++) {
            for (int i = -columns; i <= columns; i++) {
                boolean up = ((i + j) & 1) == 0;
                double x = width / 2 + (i + start) * step;
                double y = (j + 0.5) * row;
                if (!painter.at(x, y, row / 2, 0).sees(1.3)) {
                    continue;
                }
                spiral(
                        up
                                ? painter.at(x, y, row / 2, 0)
                                : painter.mirroredAt(x, y, row / 2, Math.PI));
                Motif flower = alternate && !up ? style.companion : style.hero;
                flower.paint(painter.at(x, y, row / 2 * 0.42, 0));
            }
        }
    }

    /**
     * The stem over one circle, from the left to the right where the next one takes it, and the
     * branch that goes on round the circle and inwards.
     */
    private void spiral(Painter p) {
        Path stem = p.path().arc(0, 0, RADIUS, Math.PI, 2 * Math.PI);
        Path branch = p.path().spiral(0, 0, RADIUS, 0.52, 2 * Math.PI, 2 * Math.PI + turn);
        p.line(branch, 0.13, 0.08, Paint.of(style.line));
        p.line(stem, 0.13, style.line);
        p.line(branch, 0.085, 0.04, Paint.of(style.stem));
        p.line(stem, 0.085, style.stem);
        for (int k = 0; k < leaves; k++) {
            double t = (k + 0.5) / leaves;
            double angle = 1.15 * Math.PI + (0.85 * Math.PI + turn * 0.9) * t;
            double past = Math.max(0, angle - 2 * Math.PI) / turn;
            double radius = RADIUS - (RADIUS - 0.52) * past;
            double x = radius * StrictMath.cos(angle);
            double y = radius * StrictMath.sin(angle);
            if (past < 0.3 && k % 2 == 0) {
                leaf(p.at(x, y, 1, angle + 0.9), 0.3, 0.085, Petal.OGEE);
            }
            leaf(p.at(x, y, 1, angle + Math.PI - 0.85), 0.24 - 0.08 * past, 0.06, Petal.LANCET);
        }
        Painter gap = p.at(RADIUS, -0.72, 1, 0);
        style.minor.paint(gap.at(0, 0, 0.15, 0));
        leaf(gap.at(0.02, 0.12, 1, Math.PI / 2 - 0.3), 0.3, 0.07, Petal.LANCET);
        leaf(gap.at(-0.02, 0.12, 1, Math.PI / 2 + 0.3), 0.3, 0.07, Petal.LANCET);
    }

    private void leaf(Painter p, double length, double half, Petal petal) {
        p.shape(petal.outline(p, 0.02, length, 0, half), Paint.of(style.leaf), 0.025, style.line);
    }
}
