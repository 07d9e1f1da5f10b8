// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/** Rings linked over and under one another, with ornaments in the gaps. */
final class Interlace implements Field {
    private final Style style;
    private final double across;
    private final double radius;
    private final Colour odd;
    private final Colour even;
    private final double ribbon;
    private final double shift;

    Interlace(Chance chance, Style style) {
        this.style = style;
        across = chance.oneOf(1.5, 2.0, 2.0, 3.0);
        radius = chance.between(0.55, 0.59);
        odd = style.palette.besides(chance, style.field);
        even = chance.happens(0.5) ? odd : style.palette.besides(chance, style.field, odd);
        ribbon = chance.between(0.08, 0.11);
        shift = chance.oneOf(0.0, 0.5);
    }

    @Override
    public void paint(Painter painter, double width, double height) {
        double cell = Math.min(width, height) / across;
        int columns = (int) Math.ceil(width / cell / 2) + 1;
        int rows = (int) Math.ceil(height / cell / 2) + 1;
        Painter grid = painter.at(width / 2 + shift * cell, height / 2 + shift * cell, cell, 0);
        for (int j = -rows; j <= rows; j++) {
            for (int i = -columns; i <= columns; i++) {
                style.minor.paintSeen(grid.at(i + 0.5, j + 0.5, 0.15, 0));
                arc(grid, i, j, 0, 2 * Math.PI, 0);
            }
        }
        double half = StrictMath.acos(0.5 / radius);
        // Along the ring, half of what the other ribbon covers at this angle, and a little more.
        double reach = 0.03 + (ribbon + 0.06) / (2 * radius * StrictMath.sin(2 * half));
        for (int j = -rows; j <= rows; j++) {
            for (int i = -columns; i <= columns; i++) {
                for (int k = 0; k < 4; k++) {
                    double angle = k * Math.PI / 2 + half;
                    arc(grid, i, j, angle - reach, angle + reach, 0.055);
                }
                style.hero.paintSeen(grid.at(i, j, (1 - radius) * 0.86, 0));
            }
        }
    }

    /**
     * Part of one ring, redrawn where it passes above.
     *
     * @param over how much longer than its outline the ribbon is, to hide the outline's round ends
     */
    private void arc(Painter grid, int i, int j, double from, double to, double over) {
        if (!grid.at(i, j, 1, 0).sees(0.85)) {
            return;
        }
        grid.line(grid.path().arc(i, j, radius, from, to), ribbon + 0.045, style.line);
        Path path = grid.path().arc(i, j, radius, from - over, to + over);
        grid.line(path, ribbon, ((i + j) & 1) == 0 ? even : odd);
        path = grid.path().arc(i, j, radius, from - 3 * over, to + 3 * over);
        grid.line(path, ribbon * 0.22, ribbon * 0.22, Paint.of(style.palette.light, 0.6));
    }
}
