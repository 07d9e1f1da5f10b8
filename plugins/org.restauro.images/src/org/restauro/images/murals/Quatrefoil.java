// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/** Foils: overlapping lobes round a centre, outlined twice, with leaves between. */
final class Quatrefoil implements Motif {
    private final int lobes;
    private final Colour rim;
    private final Colour body;
    private final Colour leaf;
    private final Colour line;

    private Quatrefoil(int lobes, Colour rim, Colour body, Colour leaf, Colour line) {
        this.lobes = lobes;
        this.rim = rim;
        this.body = body;
        this.leaf = leaf;
        this.line = line;
    }

    static Quatrefoil drawn(Chance chance, Palette palette, Colour below) {
        Colour rim = palette.besides(chance, below);
        Colour body = palette.besides(chance, rim);
        return new Quatrefoil(
                chance.oneOf(4, 4, 4, 6, 8),
                rim,
                body,
                palette.besides(chance, body),
                palette.lineOn(below));
    }

    @Override
    public void paint(Painter painter) {
        foils(painter, 0.98, line);
        foils(painter, 0.92, rim);
        foils(painter, 0.76, line);
        foils(painter, 0.72, body);
        for (int i = 0; i < lobes; i++) {
            Painter p = painter.at(0, 0, 1, 2 * Math.PI * i / lobes);
            p.shape(
                    Petal.LANCET.outline(p, 0.1, 0.62, 0, Math.min(0.18, 0.8 / lobes)),
                    Paint.of(leaf),
                    0.03,
                    line);
        }
        painter.shape(painter.path().circle(0, 0, 0.13), Paint.of(rim), 0.03, line);
    }

    private void foils(Painter painter, double reach, Colour colour) {
        double sine = StrictMath.sin(Math.PI / lobes);
        double centre = 0.98 / (1 + 1.12 * sine);
        double radius = 1.12 * sine * centre - (0.98 - reach);
        for (int i = 0; i < lobes; i++) {
            Painter p = painter.at(0, 0, 1, 2 * Math.PI * i / lobes);
            p.disc(centre, 0, radius, colour);
        }
        painter.disc(0, 0, centre * 0.96, colour);
    }
}
