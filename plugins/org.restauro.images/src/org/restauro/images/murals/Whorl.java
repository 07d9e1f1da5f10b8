// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/** Blades that turn round a centre, as the sun wheels of painted ceilings. */
final class Whorl implements Motif {
    private final int blades;
    private final Colour disc;
    private final Colour odd;
    private final Colour even;
    private final Colour line;

    private Whorl(int blades, Colour disc, Colour odd, Colour even, Colour line) {
        this.blades = blades;
        this.disc = disc;
        this.odd = odd;
        this.even = even;
        this.line = line;
    }

    static Whorl drawn(Chance chance, Palette palette, Colour below) {
        Colour disc = palette.besides(chance, below);
        Colour odd = palette.besides(chance, disc);
        Colour even = chance.happens(0.5) ? odd : palette.besides(chance, disc, odd);
        return new Whorl(chance.oneOf(6, 8, 10, 12), disc, odd, even, palette.lineOn(below));
    }

    @Override
    public void paint(Painter painter) {
        painter.shape(painter.path().circle(0, 0, 0.95), Paint.of(disc), 0.05, line);
        double width = 2.2 / blades;
        for (int i = 0; i < blades; i++) {
            Painter p = painter.at(0, 0, 1, 2 * Math.PI * i / blades);
            Path blade = p.path().point(0.05, 0);
            blade.curve(0.35, -width * 0.9, 0.7, -width * 0.6, 0.84, 0.1)
                    .curve(0.62, -width * 0.1, 0.35, -width * 0.05, 0.05, 0);
            p.shape(blade, Paint.of(i % 2 == 0 ? even : odd), 0.03, line);
        }
        painter.shape(painter.path().circle(0, 0, 0.16), Paint.of(disc), 0.04, line);
    }
}
