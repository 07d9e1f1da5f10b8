// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

import java.util.ArrayList;
import java.util.List;

/** A flower seen from above: rings of petals round an eye. */
final class Rosette implements Motif {
    private record Corolla(
            Petal petal,
            int count,
            double from,
            double to,
            double half,
            boolean between,
            Colour inner,
            Colour tip) {}

    private final List<Corolla> corollas;
    private final Colour eye;
    private final Colour dots;
    private final Colour line;
    private final double eyeRadius;

    private Rosette(List<Corolla> corollas, Colour eye, Colour dots, Colour line, double radius) {
        this.corollas = corollas;
        this.eye = eye;
        this.dots = dots;
        this.line = line;
        this.eyeRadius = radius;
    }

    static Rosette drawn(Chance chance, Palette palette, Colour below) {
        int count = chance.oneOf(6, 8, 8, 10, 12, 16);
        Petal petal = chance.oneOf(Petal.ROUND, Petal.HEART, Petal.OGEE, Petal.LANCET);
        Colour first = palette.besides(chance, below);
        Colour second = palette.besides(chance, below, first);
        Colour third = palette.besides(chance, second);
        double middle = chance.between(0.5, 0.66);
        List<Corolla> corollas = new ArrayList<>();
        double step = Math.PI / count;
        corollas.add(new Corolla(Petal.LANCET, count, 0.2, 0.99, 0.5 * step, true, second, second));
        corollas.add(
                new Corolla(
                        petal,
                        count,
                        0.1,
                        0.94,
                        0.72 * step,
                        false,
                        first.stirred(third, 0.5),
                        first));
        if (chance.happens(0.75)) {
            corollas.add(
                    new Corolla(
                            chance.oneOf(Petal.ROUND, Petal.LANCET, Petal.DROP),
                            count,
                            0.05,
                            middle,
                            0.6 * step * middle,
                            chance.happens(0.5),
                            third,
                            third.towards(palette.light, 0.35)));
        }
        return new Rosette(
                corollas,
                palette.besides(chance, third),
                second,
                palette.lineOn(below),
                chance.between(0.18, 0.26));
    }

    static Rosette simple(Chance chance, Palette palette, Colour below) {
        int count = chance.oneOf(5, 6, 8, 8);
        Colour first = palette.besides(chance, below);
        Petal petal = chance.oneOf(Petal.ROUND, Petal.DROP, Petal.HEART, Petal.LANCET);
        double step = Math.PI / count;
        List<Corolla> corollas =
                List.of(
                        new Corolla(
                                petal,
                                count,
                                0.1,
                                0.96,
                                0.7 * step,
                                false,
                                first.towards(palette.light, 0.3),
                                first));
        return new Rosette(
                corollas, palette.besides(chance, first, below), first, palette.lineOn(below), 0.3);
    }

    @Override
    public void paint(Painter painter) {
        for (Corolla c : corollas) {
            double turn = c.between ? Math.PI / c.count : 0;
            for (int i = 0; i < c.count; i++) {
                Painter p = painter.at(0, 0, 1, 2 * Math.PI * i / c.count - Math.PI / 2 + turn);
                Path outline = c.petal.outline(p, c.from, c.to, 0, c.half);
                p.shape(outline, Paint.graded(c.inner, c.tip, c.from, 0, c.to, 0), 0.035, line);
            }
        }
        painter.shape(painter.path().circle(0, 0, eyeRadius), Paint.of(eye), 0.04, line);
        for (int i = 0; i < 6; i++) {
            Painter p = painter.at(0, 0, 1, i * Math.PI / 3);
            p.disc(eyeRadius * 0.6, 0, eyeRadius * 0.18, dots);
        }
        painter.disc(0, 0, eyeRadius * 0.22, line);
    }
}
