// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/** Borders that set one shape beside the other. */
final class RowBorders {
    private RowBorders() {}

    /** What stands in one repeat, x from 0 to step. */
    private interface Cell {
        void paint(Painter painter, double step, int index);
    }

    private static Border row(double width, Cell cell) {
        return (painter, length) -> {
            int n = 2 * Border.repeats(length, 2 * width);
            double step = length / n;
            for (int i = 0; i < n; i++) {
                Painter p = painter.at(i * step, 0, 1, 0);
                if (p.sees(step + 1.5)) {
                    cell.paint(p, step, i);
                }
            }
        };
    }

    static Border pearls(Chance chance, Colour first, Colour second, Colour line) {
        boolean reels = chance.happens(0.5);
        double radius = chance.between(0.26, 0.34);
        return row(
                reels ? 1.3 : 0.85,
                (p, step, i) -> {
                    double x = step / 2;
                    Colour colour = i % 2 == 0 || reels ? first : second;
                    p.shape(p.path().circle(x, 0.5, radius), Paint.of(colour), 0.06, line);
                    p.fill(
                            p.path().circle(x - 0.09, 0.41, 0.08),
                            Paint.of(Pigment.LIME_WHITE.colour(), 0.7));
                    if (reels) {
                        p.line(p.path().point(0.0, 0.25).line(0.0, 0.75), 0.12, second);
                    }
                });
    }

    static Border triangles(Chance chance, Colour first, Colour second, Colour line) {
        double width = chance.between(0.7, 1.1);
        boolean dots = chance.happens(0.6);
        return row(
                width,
                (p, step, i) -> {
                    Path up = p.path().point(0, 0.9).line(step / 2, 0.1).line(step, 0.9);
                    p.shape(up.line(0, 0.9), Paint.of(i % 2 == 0 ? first : second), 0.045, line);
                    Path inside = p.path().point(step * 0.28, 0.78).line(step / 2, 0.42);
                    p.fill(
                            inside.line(step * 0.72, 0.78).closed(),
                            Paint.of(i % 2 == 0 ? second : first));
                    if (dots) {
                        p.disc(0, 0.3, 0.09, i % 2 == 0 ? second : first);
                    }
                });
    }

    static Border tongues(Chance chance, Colour first, Colour second, Colour line) {
        double width = chance.between(0.55, 0.8);
        return row(
                width,
                (p, step, i) -> {
                    Painter down = p.at(step / 2, 0.02, 1, Math.PI / 2);
                    Path outer = down.path().point(0, -step * 0.46).line(0.55, -step * 0.46);
                    outer.curve(0.95, -step * 0.44, 0.95, step * 0.44, 0.55, step * 0.46)
                            .line(0, step * 0.46);
                    down.shape(outer, Paint.of(first), 0.05, line);
                    Path inner = down.path().point(0.06, -step * 0.24).line(0.5, -step * 0.24);
                    inner.curve(0.74, -step * 0.22, 0.74, step * 0.22, 0.5, step * 0.24)
                            .line(0.06, step * 0.24);
                    down.fill(inner, Paint.of(second));
                    p.line(p.path().point(0, 0.95).line(0, 0.6), 0.06, 0.02, Paint.of(second));
                });
    }

    static Border lozenges(Chance chance, Colour first, Colour second, Colour line) {
        double width = chance.between(0.9, 1.5);
        boolean discs = chance.happens(0.5);
        return row(
                width,
                (p, step, i) -> {
                    Colour outer = i % 2 == 0 || discs ? first : second;
                    Colour inner = i % 2 == 0 || discs ? second : first;
                    Path diamond = p.path().point(step * 0.04, 0.5).line(step / 2, 0.1);
                    diamond.line(step * 0.96, 0.5).line(step / 2, 0.9).closed();
                    p.shape(diamond, Paint.of(outer), 0.05, line);
                    Path middle = p.path().point(step * 0.27, 0.5).line(step / 2, 0.3);
                    p.fill(middle.line(step * 0.73, 0.5).line(step / 2, 0.7).closed(), inner);
                    if (discs) {
                        p.disc(0, 0.16, 0.08, second);
                        p.disc(0, 0.84, 0.08, second);
                    }
                });
    }

    /** Flowers, or flowers and palmettes by turns joined by arcs, as in the anthemion. */
    static Border motifs(Motif flower, Motif palmette, boolean joined, Colour stem, Colour line) {
        return row(
                1.05,
                (p, step, i) -> {
                    if (joined) {
                        Path arc = p.path().point(step / 2, 0.84);
                        arc.curve(step * 0.7, 1.0, step * 1.3, 1.0, step * 1.5, 0.84);
                        p.line(arc, 0.07, stem);
                        Motif motif = i % 2 == 0 ? palmette : flower;
                        motif.paint(p.at(step / 2, 0.5, i % 2 == 0 ? 0.42 : 0.28, 0));
                    } else {
                        flower.paint(p.at(step / 2, 0.5, 0.36, 0));
                        p.line(p.path().point(0, 0.14).line(0, 0.86), 0.05, line);
                    }
                });
    }
}
