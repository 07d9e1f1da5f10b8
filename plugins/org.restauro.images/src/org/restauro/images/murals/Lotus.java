// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/** A water lily from the side: petals behind petals on a calyx. */
final class Lotus implements Motif {
    private final int pairs;
    private final Colour outer;
    private final Colour inner;
    private final Colour calyx;
    private final Colour line;

    private Lotus(int pairs, Colour outer, Colour inner, Colour calyx, Colour line) {
        this.pairs = pairs;
        this.outer = outer;
        this.inner = inner;
        this.calyx = calyx;
        this.line = line;
    }

    static Lotus drawn(Chance chance, Palette palette, Colour below) {
        Colour outer = palette.besides(chance, below);
        Colour inner = palette.besides(chance, outer);
        return new Lotus(
                chance.from(2, 3),
                outer,
                inner,
                palette.besides(chance, below, outer),
                palette.lineOn(below));
    }

    @Override
    public void paint(Painter painter) {
        double base = 0.62;
        for (int side = -1; side <= 1; side += 2) {
            Painter p = side < 0 ? painter : painter.mirroredAt(0, 0, 1, 0);
            Path leaf = p.path().point(0, base + 0.1);
            leaf.curve(-0.3, base + 0.25, -0.75, base + 0.2, -0.98, base - 0.28)
                    .curve(-0.7, base - 0.12, -0.4, base - 0.2, 0, base - 0.2);
            p.shape(leaf, Paint.of(calyx), 0.04, line);
        }
        for (int k = pairs; k >= 1; k--) {
            for (int side = -1; side <= 1; side += 2) {
                double share = (double) k / pairs;
                Painter p = painter.at(0, base, 1, side * share * 1.02 - Math.PI / 2);
                double length = 1.5 - 0.35 * share;
                boolean odd = (pairs - k) % 2 == 0;
                Colour root = odd ? inner : outer;
                Colour end = odd ? outer : outer.towards(inner, 0.4);
                p.shape(
                        Petal.OGEE.outline(p, 0, length, 0, 0.26),
                        Paint.graded(root, end, 0.1, 0, length * 0.75, 0),
                        0.04,
                        line);
            }
        }
        Painter up = painter.at(0, base, 1, -Math.PI / 2);
        up.shape(
                Petal.OGEE.outline(up, 0, 1.58, 0, 0.3),
                Paint.graded(inner, outer, 0.1, 0, 1.2, 0),
                0.04,
                line);
        up.line(up.path().point(0.3, 0).line(1.05, 0), 0.05, 0.01, Paint.of(line, 0.6));
        Path cup = painter.path().point(-0.34, base - 0.1);
        cup.curve(-0.3, base + 0.3, 0.3, base + 0.3, 0.34, base - 0.1)
                .curve(0.15, base + 0.03, -0.15, base + 0.03, -0.34, base - 0.1);
        painter.shape(cup, Paint.of(calyx), 0.04, line);
    }
}
