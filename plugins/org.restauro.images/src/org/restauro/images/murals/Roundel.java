// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/** A ring of pearls round another ornament, as woven in Persia and painted along the Silk Road. */
final class Roundel implements Motif {
    private final Motif inside;
    private final int pearls;
    private final Colour ring;
    private final Colour pearl;
    private final Colour field;
    private final Colour line;

    private Roundel(
            Motif inside, int pearls, Colour ring, Colour pearl, Colour field, Colour line) {
        this.inside = inside;
        this.pearls = pearls;
        this.ring = ring;
        this.pearl = pearl;
        this.field = field;
        this.line = line;
    }

    static Roundel drawn(Chance chance, Palette palette, Colour below) {
        Colour ring = palette.besides(chance, below);
        Colour field = palette.besides(chance, ring);
        Motif inside =
                switch (chance.below(4)) {
                    case 0 -> Rosette.drawn(chance, palette, field);
                    case 1 -> Lotus.drawn(chance, palette, field);
                    default -> Bird.drawn(chance, palette, field);
                };
        return new Roundel(
                inside,
                chance.from(14, 22),
                ring,
                palette.besides(chance, ring),
                field,
                palette.lineOn(below));
    }

    @Override
    public void paint(Painter painter) {
        painter.shape(painter.path().circle(0, 0, 0.97), Paint.of(ring), 0.04, line);
        double size = 0.72 * Math.PI * 0.84 / pearls;
        for (int i = 0; i < pearls; i++) {
            Painter p = painter.at(0, 0, 1, 2 * Math.PI * i / pearls);
            p.disc(0.84, 0, Math.min(size, 0.1), pearl);
        }
        painter.shape(painter.path().circle(0, 0, 0.72), Paint.of(field), 0.04, line);
        inside.paint(painter.at(0, 0, 0.6, 0));
    }
}
