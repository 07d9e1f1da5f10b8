// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/** Friezes one above the other. */
final class Registers implements Field {
    private final Style style;
    private final int rows;
    private final int first;

    Registers(Chance chance, Style style) {
        this.style = style;
        rows = chance.from(3, 4);
        first = chance.below(2);
    }

    @Override
    public void paint(Painter painter, double width, double height) {
        double row = height / rows;
        for (int j = 0; j < rows; j++) {
            double y = j * row;
            boolean plain = (j + first) % 2 == 0;
            Border border = plain ? style.wide : style.other;
            painter.fill(painter.path().box(-0.2, y, width + 0.2, y + row), style.palette.band);
            border.paint(
                    painter.at(-0.05, y + row * 0.1, row * 0.74, 0), (width + 0.1) / (row * 0.74));
            double thin = row * 0.13;
            painter.fill(
                    painter.path().box(-0.2, y + row - thin, width + 0.2, y + row),
                    style.narrowGround);
            style.narrow.paint(painter.at(-0.05, y + row - thin, thin, 0), (width + 0.1) / thin);
            for (double edge : new double[] {y, y + row - thin}) {
                painter.line(
                        painter.path().point(-0.2, edge).line(width + 0.2, edge),
                        0.009,
                        style.line);
            }
        }
    }
}
