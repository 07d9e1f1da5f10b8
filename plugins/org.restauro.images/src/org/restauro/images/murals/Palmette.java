// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/** A fan of leaves over two volutes, the ornament of Greek friezes. */
final class Palmette implements Motif {
    private final int leaves;
    private final Petal petal;
    private final double spread;
    private final Colour leaf;
    private final Colour tip;
    private final Colour heart;
    private final Colour volute;
    private final Colour line;

    private Palmette(
            int leaves,
            Petal petal,
            double spread,
            Colour leaf,
            Colour tip,
            Colour heart,
            Colour volute,
            Colour line) {
        this.leaves = leaves;
        this.petal = petal;
        this.spread = spread;
        this.leaf = leaf;
        this.tip = tip;
        this.heart = heart;
        this.volute = volute;
        this.line = line;
    }

    static Palmette drawn(Chance chance, Palette palette, Colour below) {
        Colour leaf = palette.besides(chance, below);
        Colour tip = chance.happens(0.6) ? leaf : palette.besides(chance, below, leaf);
        return new Palmette(
                chance.oneOf(5, 7, 7, 9, 11),
                chance.oneOf(Petal.DROP, Petal.ROUND, Petal.LANCET, Petal.OGEE),
                chance.between(1.35, 1.9),
                leaf,
                tip,
                palette.besides(chance, leaf),
                palette.besides(chance, below),
                palette.lineOn(below));
    }

    @Override
    public void paint(Painter painter) {
        double base = 0.45;
        for (int side = -1; side <= 1; side += 2) {
            Painter p = side < 0 ? painter : painter.mirroredAt(0, 0, 1, 0);
            Path spiral = p.path().point(0, 0.98).curve(-0.1, 0.72, -0.25, 0.62, -0.5, 0.66);
            spiral.spiral(-0.52, 0.83, 0.18, 0.03, -Math.PI / 2, -Math.PI / 2 - 3.2 * Math.PI);
            p.line(spiral, 0.15, 0.09, Paint.of(line));
            p.line(spiral, 0.09, 0.04, Paint.of(volute));
        }
        int half = leaves / 2;
        for (int k = half; k >= 0; k--) {
            for (int side = -1; side <= 1; side += 2) {
                if (k == 0 && side > 0) {
                    continue;
                }
                double share = (double) k / half;
                double angle = side * share * spread;
                double length = 1.4 - 0.62 * share * share;
                Painter p = painter.at(0, base, 1, angle - Math.PI / 2);
                double width = 0.75 * spread / half * length * 0.36;
                Path outline = petal.outline(p, 0.12, length, 0, width);
                p.shape(outline, Paint.graded(leaf, tip, 0.2, 0, length, 0), 0.04, line);
                p.line(
                        p.path().point(0.25, 0).line(length * 0.72, 0),
                        0.035,
                        0.01,
                        Paint.of(line, 0.7));
            }
        }
        Path middle = painter.path().point(0, base - 0.28);
        middle.curve(0.26, base - 0.2, 0.24, base + 0.12, 0, base + 0.25)
                .curve(-0.24, base + 0.12, -0.26, base - 0.2, 0, base - 0.28);
        painter.shape(middle, Paint.of(heart), 0.04, line);
    }
}
