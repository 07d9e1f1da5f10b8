// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/** Rinceaux: spirals of a vine, each the mirror of the next, with a flower in every one. */
final class Vine implements Field {
    private final Style style;
    private final int rows;
    private final double turn;
    private final boolean alternate;
    private final int leaves;
    private final double start;

    Vine(Chance chance, Style style) {
        this.style = style;
        rows = chance.oneOf(1, 2, 2, 3);
        turn = chance.between(3.6, 4.8);
        alternate = chance.happens(0.5);
        leaves = chance.from(5, 7);
        start = chance.oneOf(0.0, 0.5);
    }

    @Override
    public void paint(Painter painter, double width, double height) {
        double row = height / rows;
        int columns = (int) Math.max(2, Math.floor(width / row + 0.5)) + 2;
        double step = row * 0.96;
        double origin = width / 2 - (columns - 1) / 2.0 * step + start * step;
        for (int j = 0; j < rows; j++) {
            for (int i = -1; i < columns; i++) {
                boolean up = ((i + j) & 1) == 0;
                double x = origin + i * step;
                double y = (j + 0.5) * row;
                Painter p = painter.at(x, y, row / 2, up ? 0 : Math.PI);
                spiral(up ? p : p);
                boolean odd = alternate && !up;
                (odd ? style.companion : style.hero)
                        .paint(painter.at(x, y, row * 0.2, 0));
            }
        }
    }

    /** One spiral in the unit disc, fed from the left by the one before. */
    private void spiral(Painter p) {
        double from = Math.PI;
        Path stem = p.path().point(-1.92, 0).curve(-1.9, -0.6, -1.1, -0.75, -0.98, 0);
        Path main = p.path().point(-0.96, 0.02);
        main.spiral(0, 0, 0.86, 0.5, from, from + turn * 1.25);
        p.line(main, 0.13, 0.09, Paint.of(style.line));
        Path feeder = p.path().spiral(0, 0, 0.86, 0.93, from, from - 1.9);
        p.line(feeder, 0.13, 0.1, Paint.of(style.line));
        p.line(feeder, 0.08, 0.05, Paint.of(style.stem));
        p.line(main, 0.08, 0.04, Paint.of(style.stem));
        for (int k = 0; k < leaves; k++) {
            double t = (k + 0.6) / leaves;
            double angle = from + turn * 1.1 * t;
            double radius = 0.86 - 0.36 * t;
            double x = radius * StrictMath.cos(angle);
            double y = radius * StrictMath.sin(angle);
            Painter out = p.at(x, y, 1, angle + 0.75);
            out.shape(Petal.OGEE.outline(out, 0, 0.34 - 0.1 * t, 0, 0.09), Paint.of(style.leaf),
                    0.025, style.line);
            if (k % 2 == 0) {
                Painter in = p.at(x, y, 1, angle + Math.PI - 0.8);
                in.shape(Petal.LANCET.outline(in, 0, 0.2, 0, 0.05), Paint.of(style.leaf), 0.025,
                        style.line);
            }
        }
    }
}
