// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/** A standing bird in profile, between a duck and a peacock, as medieval painters liked it. */
final class Bird implements Motif {
    private final boolean facesRight;
    private final double tail;
    private final Colour body;
    private final Colour breast;
    private final Colour wing;
    private final Colour feather;
    private final Colour legs;
    private final Colour line;

    private Bird(
            boolean facesRight,
            double tail,
            Colour body,
            Colour breast,
            Colour wing,
            Colour feather,
            Colour legs,
            Colour line) {
        this.facesRight = facesRight;
        this.tail = tail;
        this.body = body;
        this.breast = breast;
        this.wing = wing;
        this.feather = feather;
        this.legs = legs;
        this.line = line;
    }

    static Bird drawn(Chance chance, Palette palette, Colour below) {
        Colour body = palette.besides(chance, below);
        Colour wing = palette.besides(chance, body);
        return new Bird(
                chance.happens(0.5),
                chance.between(0, 0.35),
                body,
                body.towards(palette.light, 0.4),
                wing,
                palette.besides(chance, wing),
                palette.besides(chance, below),
                palette.lineOn(below));
    }

    @Override
    public void paint(Painter painter) {
        paint(painter, facesRight);
    }

    void paint(Painter painter, boolean toTheRight) {
        Painter p = toTheRight ? painter.mirroredAt(0, 0, 1, 0) : painter;
        for (double x : new double[] {-0.12, 0.12}) {
            Path leg = p.path().point(x, 0.4).line(x - 0.02, 0.84);
            p.line(leg, 0.06, legs);
            p.line(
                    p.path().point(x - 0.16, 0.9).line(x - 0.02, 0.83).line(x + 0.1, 0.9),
                    0.05,
                    legs);
        }
        for (int i = 2; i >= 0; i--) {
            Painter t = p.at(0.36, 0.14, 1, 0.42 - i * 0.28 - tail);
            t.shape(
                    Petal.ROUND.outline(t, 0, 0.66, 0, 0.1),
                    Paint.of(i % 2 == 0 ? wing : body),
                    0.035,
                    line);
            t.disc(0.54, 0, 0.055, feather);
        }
        Path shape = p.path().point(-0.28, -0.62);
        shape.curve(-0.16, -0.3, -0.1, -0.24, 0.12, -0.18)
                .curve(0.36, -0.1, 0.52, 0.02, 0.5, 0.2)
                .curve(0.4, 0.44, 0.1, 0.54, -0.16, 0.46)
                .curve(-0.5, 0.36, -0.62, 0.05, -0.52, -0.2)
                .curve(-0.48, -0.34, -0.5, -0.45, -0.56, -0.6);
        shape.arc(-0.42, -0.66, 0.15, Math.PI * 0.85, Math.PI * 2.08);
        p.shape(shape, Paint.graded(breast, body, -0.55, 0.3, 0.1, -0.1), 0.045, line);
        Path beak = p.path().point(-0.55, -0.74).line(-0.8, -0.6).line(-0.54, -0.58).closed();
        p.shape(beak, Paint.of(legs), 0.035, line);
        Path folded = p.path().point(-0.3, 0.05);
        folded.curve(-0.28, -0.2, 0.1, -0.14, 0.3, -0.02)
                .curve(0.46, 0.06, 0.56, 0.14, 0.74, 0.16)
                .curve(0.5, 0.32, 0.1, 0.4, -0.1, 0.28)
                .curve(-0.24, 0.22, -0.3, 0.14, -0.3, 0.05);
        p.shape(folded, Paint.of(wing), 0.04, line);
        for (int i = 0; i < 3; i++) {
            double y = 0.02 + 0.085 * i;
            Path quill = p.path().point(-0.14, y);
            quill.curve(0.1, y, 0.3, y + 0.06, 0.56 - 0.08 * i, y + 0.13 - 0.02 * i);
            p.line(quill, 0.04, 0.02, Paint.of(feather));
        }
        p.line(
                p.path().point(-0.52, -0.4).curve(-0.42, -0.32, -0.32, -0.34, -0.24, -0.42),
                0.08,
                feather);
        p.disc(-0.45, -0.69, 0.05, feather);
        p.disc(-0.45, -0.69, 0.026, line);
    }
}
