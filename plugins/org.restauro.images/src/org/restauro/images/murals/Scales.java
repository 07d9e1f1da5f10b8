// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/** Rows of overlapping scales, each with a pattern of its own kind. */
final class Scales implements Field {
    private final Style style;
    private final double across;
    private final Colour[] colours;
    private final Colour inner;
    private final int kind;

    Scales(Chance chance, Style style) {
        this.style = style;
        across = chance.oneOf(3.0, 4.0, 5.0);
        Colour a = style.palette.besides(chance, style.line);
        Colour b = style.palette.besides(chance, style.line, a);
        colours = new Colour[] {a, b, style.field};
        inner = style.palette.besides(chance, a, b);
        kind = chance.below(3);
    }

    @Override
    public void paint(Painter painter, double width, double height) {
        double size = Math.min(width, height) / across;
        int rows = (int) Math.ceil(height / (size * 0.5)) + 2;
        int columns = (int) Math.ceil(width / size) + 2;
        for (int j = rows; j >= -1; j--) {
            for (int i = -1; i < columns; i++) {
                double x = (i + (j & 1) * 0.5) * size;
                Painter p = painter.at(x, j * size * 0.5, size * 0.5, 0);
                if (!p.sees(1.6)) {
                    continue;
                }
                scale(p, colours[Math.floorMod(kind == 0 ? j : i + (j >> 1), 3)]);
            }
        }
    }

    private void scale(Painter p, Colour colour) {
        Path outline = p.path().arc(0, 0, 1, 0, Math.PI).line(-1, -1.1).line(1, -1.1);
        p.shape(outline, Paint.of(colour), 0.08, style.line);
        p.line(p.path().arc(0, 0, 0.74, 0.1, Math.PI - 0.1), 0.07, inner);
        if (kind == 1) {
            Painter down = p.at(0, 0, 1, Math.PI / 2);
            down.fill(Petal.LANCET.outline(down, 0, 0.62, 0, 0.16), inner);
        } else if (kind == 2) {
            p.disc(0, 0.36, 0.17, inner);
            p.disc(0, 0.36, 0.08, style.line);
        } else {
            p.line(p.path().arc(0, 0, 0.46, 0.2, Math.PI - 0.2), 0.07, inner);
        }
    }
}
