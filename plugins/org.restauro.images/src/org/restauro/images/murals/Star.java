// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/** A star of two crossed polygons with a flower in its middle. */
final class Star implements Motif {
    private final int points;
    private final Colour rays;
    private final Colour facet;
    private final Colour middle;
    private final Colour line;

    private Star(int points, Colour rays, Colour facet, Colour middle, Colour line) {
        this.points = points;
        this.rays = rays;
        this.facet = facet;
        this.middle = middle;
        this.line = line;
    }

    static Star drawn(Chance chance, Palette palette, Colour below) {
        Colour rays = palette.besides(chance, below);
        return new Star(
                chance.oneOf(6, 8, 8, 12),
                rays,
                rays.stirred(Pigment.LAMP_BLACK.colour(), 0.06),
                palette.besides(chance, rays),
                palette.lineOn(below));
    }

    @Override
    public void paint(Painter painter) {
        double step = Math.PI / points;
        double inner = 0.62;
        double vx = inner * StrictMath.cos(step);
        double vy = inner * StrictMath.sin(step);
        for (int i = 0; i < points; i++) {
            Painter p = painter.at(0, 0, 1, 2 * step * i - Math.PI / 2);
            p.fill(p.path().point(0, 0).line(0.97, 0).line(vx, vy).line(0, 0), rays);
            p.fill(p.path().point(0, 0).line(0.97, 0).line(vx, -vy).line(0, 0), facet);
            p.line(p.path().point(vx, vy).line(0.97, 0).line(vx, -vy), 0.04, line);
            p.line(p.path().point(0.3, 0).line(0.9, 0), 0.02, line);
        }
        painter.shape(painter.path().circle(0, 0, 0.42), Paint.of(middle), 0.04, line);
        for (int i = 0; i < points; i++) {
            Painter p = painter.at(0, 0, 1, 2 * step * i);
            p.fill(Petal.LANCET.outline(p, 0.06, 0.36, 0, 0.36 / points * 2), rays);
        }
        painter.disc(0, 0, 0.09, line);
    }
}
