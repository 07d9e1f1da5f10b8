// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/** One large ornament within rings, and smaller ones in the corners. */
final class Medallion implements Field {
    private final Style style;
    private final Colour disc;
    private final Motif centre;
    private final boolean wideRing;
    private final double ringShare;
    private final int sprays;

    Medallion(Chance chance, Style style, Motif centre) {
        this.style = style;
        disc = style.palette.besides(chance, style.field);
        wideRing = chance.happens(0.7);
        ringShare = chance.between(0.24, 0.34);
        this.centre = centre;
        sprays = chance.from(0, 2);
    }

    @Override
    public void paint(Painter painter, double width, double height) {
        double radius = 0.47 * Math.min(width, height);
        double cx = width / 2;
        double cy = height / 2;
        for (int i = 0; i < 4; i++) {
            double sx = i % 2 == 0 ? -1 : 1;
            double sy = i < 2 ? -1 : 1;
            double angle = (sx < 0 ? 1 : -1) * (sy < 0 ? 0.75 : 0.25) * Math.PI;
            double size = radius * 0.26;
            double x = cx + sx * (width / 2 - size * 1.1);
            double y = cy + sy * (height / 2 - size * 1.1);
            style.companion.paint(painter.at(x, y, size, angle));
            for (int k = 0; k < sprays; k++) {
                style.minor.paint(
                        painter.at(
                                x - sx * size * (1.9 + 0.9 * k),
                                y - sy * size * 0.25,
                                size * 0.36,
                                0));
                style.minor.paint(
                        painter.at(
                                x - sx * size * 0.25,
                                y - sy * size * (1.9 + 0.9 * k),
                                size * 0.36,
                                0));
            }
        }
        Painter middle = painter.at(cx, cy, radius, 0);
        middle.shape(middle.path().circle(0, 0, 1), Paint.of(disc), 0.02, style.line);
        double inner = 0.94;
        if (wideRing) {
            double thickness = ringShare;
            Colour band = style.palette.band;
            middle.shape(middle.path().circle(0, 0, 0.96), Paint.of(band), 0.02, style.line);
            double length = 2 * Math.PI * (0.96 - thickness / 2) / thickness;
            style.wide.paint(middle.round(length, 0.95, thickness - 0.02), length);
            inner = 0.96 - thickness;
            middle.shape(
                    middle.path().circle(0, 0, inner),
                    Paint.of(style.narrowGround),
                    0.025,
                    style.line);
            inner -= 0.04;
        }
        double thin = 0.1;
        middle.shape(
                middle.path().circle(0, 0, inner), Paint.of(style.narrowGround), 0.02, style.line);
        double length = 2 * Math.PI * (inner - thin / 2) / thin;
        style.narrow.paint(middle.round(length, inner, thin), length);
        inner -= thin;
        middle.shape(middle.path().circle(0, 0, inner), Paint.of(style.field), 0.02, style.line);
        centre.paint(middle.at(0, 0, inner * 0.93, 0));
    }
}
