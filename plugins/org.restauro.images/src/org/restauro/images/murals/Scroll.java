// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/** A stem that swings from side to side, with a flower in each bay and leaves along the way. */
record Scroll(Colour stem, Colour leaf, Colour bud, Colour line, Motif flower) implements Border {
    @Override
    public void paint(Painter painter, double length) {
        int bays = 2 * Border.repeats(length, 2.3);
        double step = length / bays;
        Path path = painter.path();
        int pieces = bays * 14;
        for (int i = 0; i <= pieces; i++) {
            double t = (double) i / 14;
            path.point(t * step, 0.5 + 0.36 * StrictMath.sin(Math.PI * t));
        }
        painter.line(path, 0.13, line);
        painter.line(path, 0.08, stem);
        for (int i = 0; i < bays; i++) {
            double side = i % 2 == 0 ? -1 : 1;
            double x = (i + 0.5) * step;
            double y = 0.5 + side * 0.16;
            if (!painter.at(x, y, 1, 0).sees(step + 1)) {
                continue;
            }
            Path tendril = painter.path().point(x - step * 0.42, 0.5 - side * 0.09);
            tendril.curve(
                    x - step * 0.36,
                    0.5 + side * 0.34,
                    x - step * 0.2,
                    0.5 + side * 0.45,
                    x,
                    0.5 + side * 0.42);
            painter.line(tendril, 0.07, 0.03, Paint.of(stem));
            for (int k = -1; k <= 1; k += 2) {
                double angle = (k < 0 ? Math.PI : 0) - side * k * 0.75;
                Painter p = painter.at(x + k * step * 0.2, y + side * 0.12, 1, angle);
                p.shape(Petal.LANCET.outline(p, 0, 0.34, 0, 0.085), Paint.of(leaf), 0.03, line);
            }
            Painter p = painter.at(x, y - side * 0.06, 0.3, side < 0 ? 0 : Math.PI);
            flower.paint(p);
            painter.disc(i * step + step * 0.12, 0.5 - side * 0.24, 0.05, bud);
        }
    }
}
