// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/** Eight-pointed stars and crosses that fill the plane, bounded by strapwork. */
final class StarTiling implements Field {
    private final Style style;
    private final double across;
    private final Colour star;
    private final Colour cross;
    private final Colour strap;
    private final double shift;

    StarTiling(Chance chance, Style style) {
        this.style = style;
        across = chance.oneOf(1.0, 2.0, 2.0, 3.0);
        star = style.palette.besides(chance, style.field);
        cross = chance.happens(0.5) ? style.field : style.palette.besides(chance, star);
        strap = style.palette.besides(chance, star, cross);
        shift = chance.oneOf(0.0, 0.5);
    }

    @Override
    public void paint(Painter painter, double width, double height) {
        double cell = Math.min(width, height) / across;
        int columns = (int) Math.ceil(width / cell / 2) + 1;
        int rows = (int) Math.ceil(height / cell / 2) + 1;
        Painter grid = painter.at(width / 2 + shift * cell, height / 2 + shift * cell, cell, 0);
        painter.fill(painter.path().box(-0.5, -0.5, width + 0.5, height + 0.5), cross);
        for (int j = -rows; j <= rows; j++) {
            for (int i = -columns; i <= columns; i++) {
                Painter gap = grid.at(i + 0.5, j + 0.5, 1, 0);
                if (!gap.sees(1.3)) {
                    continue;
                }
                star(grid.at(i, j, 0.5, 0));
                style.minor.paint(gap.at(0, 0, 0.15, 0));
                for (int k = 0; k < 4; k++) {
                    Painter arm = gap.at(0, 0, 1, k * Math.PI / 2);
                    arm.fill(Petal.LANCET.outline(arm, 0.16, 0.34, 0, 0.045), strap);
                }
            }
        }
    }

    /** A star whose points touch those of its neighbours in the middles of the cell's sides. */
    private void star(Painter p) {
        double notch = 1 / (2 * StrictMath.cos(Math.PI / 8)) * 1.414;
        Path outline = p.path();
        for (int i = 0; i < 8; i++) {
            double a = i * Math.PI / 4;
            double b = a + Math.PI / 8;
            outline.line(StrictMath.cos(a), StrictMath.sin(a));
            outline.line(notch * StrictMath.cos(b), notch * StrictMath.sin(b));
        }
        p.fill(outline, star);
        p.line(outline.closed(), 0.15, style.line);
        p.line(outline, 0.09, strap);
        style.hero.paint(p.at(0, 0, 0.58, 0));
    }
}
