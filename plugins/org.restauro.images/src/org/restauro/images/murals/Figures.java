// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/** Birds that face each other across a plant, in rows. */
final class Figures implements Field {
    private final Style style;
    private final int rows;
    private final boolean flowers;

    Figures(Chance chance, Style style) {
        this.style = style;
        rows = chance.from(1, 2);
        flowers = chance.happens(0.7);
    }

    @Override
    public void paint(Painter painter, double width, double height) {
        double row = height / rows;
        double step = row * 0.92;
        int columns = (int) Math.max(2, Math.floor(width / step + 0.5));
        columns += columns % 2;
        double left = width / 2 - columns * step / 2;
        for (int j = 0; j < rows; j++) {
            double y = (j + 0.5) * row;
            painter.line(
                    painter.path().point(-0.1, y + row * 0.44).line(width + 0.1, y + row * 0.44),
                    0.02,
                    style.line);
            for (int i = -2; i < columns + 2; i++) {
                double x = left + (i + 0.5) * step;
                if (!painter.at(x, y, row, 0).sees(1)) {
                    continue;
                }
                boolean right = (i & 1) == 0;
                style.bird.paint(painter.at(x, y + row * 0.05, row * 0.42, 0), right);
                if ((i & 1) == 0) {
                    plant(painter.at(x + step / 2, y, row * 0.44, 0));
                }
                if (flowers) {
                    style.minor.paint(
                            painter.at(
                                    x + (right ? -1 : 1) * row * 0.22,
                                    y - row * 0.3,
                                    row * 0.09,
                                    0));
                }
            }
        }
    }

    private void plant(Painter p) {
        p.line(p.path().point(0, 1).curve(0.05, 0.5, -0.05, 0.1, 0, -0.4), 0.09, style.line);
        p.line(p.path().point(0, 1).curve(0.05, 0.5, -0.05, 0.1, 0, -0.4), 0.05, style.stem);
        for (int k = 0; k < 3; k++) {
            for (int side = -1; side <= 1; side += 2) {
                double angle = -Math.PI / 2 + side * (0.85 - 0.1 * k);
                Painter leaf = p.at(0, 0.75 - 0.42 * k, 1, angle);
                leaf.shape(
                        Petal.OGEE.outline(leaf, 0, 0.36 - 0.03 * k, 0, 0.09),
                        Paint.of(style.leaf),
                        0.03,
                        style.line);
            }
        }
        style.hero.paint(p.at(0, -0.62, 0.3, 0));
    }
}
