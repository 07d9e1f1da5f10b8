// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/** Ornaments in the meshes of a net, upright or diagonal. */
final class Lattice implements Field {
    private final Style style;
    private final boolean diagonal;
    private final boolean ribbons;
    private final boolean curved;
    private final boolean alternate;
    private final boolean chequered;
    private final double across;
    private final double shiftX;
    private final double shiftY;
    private final Colour second;
    private final Colour ribbon;

    Lattice(Chance chance, Style style) {
        this.style = style;
        diagonal = chance.happens(0.6);
        ribbons = chance.happens(0.75);
        curved = chance.happens(0.4);
        alternate = chance.happens(0.6);
        chequered = chance.happens(0.35);
        across = chance.oneOf(1.5, 2.0, 2.0, 3.0, 3.0);
        shiftX = chance.oneOf(0.0, 0.5);
        shiftY = chance.oneOf(0.0, 0.5);
        second = style.field.towards(style.palette.besides(chance, style.field), 0.45);
        ribbon = style.palette.besides(chance, style.field);
    }

    @Override
    public void paint(Painter painter, double width, double height) {
        double cell = Math.min(width, height) / across * (diagonal ? 0.7071 : 1);
        double reach = (width + height) / cell;
        int n = (int) Math.ceil(diagonal ? reach / 1.4 : Math.max(width, height) / cell) + 2;
        Painter grid =
                painter.at(
                        width / 2 + shiftX * cell,
                        height / 2 + shiftY * cell,
                        cell,
                        diagonal ? Math.PI / 4 : 0);
        double limit = 0.5 * Math.sqrt(width * width + height * height) / cell + 1;
        int half = n / 2 + 1;
        if (chequered) {
            eachCell(
                    half,
                    limit,
                    (i, j) -> {
                        if (((i + j) & 1) == 0) {
                            grid.fill(grid.path().box(i, j, i + 1, j + 1), second);
                        }
                    });
        }
        if (ribbons) {
            for (int i = -half; i <= half; i++) {
                band(grid, i, half, true);
                band(grid, i, half, false);
            }
        }
        double upright = diagonal ? -Math.PI / 4 : 0;
        eachCell(
                half,
                limit,
                (i, j) -> {
                    boolean odd = alternate && ((i + j) & 1) != 0;
                    Motif motif = odd ? style.companion : style.hero;
                    motif.paintSeen(grid.at(i + 0.5, j + 0.5, curved ? 0.34 : 0.39, upright));
                    style.minor.paintSeen(grid.at(i, j, ribbons ? 0.13 : 0.11, upright));
                });
    }

    private interface Cell {
        void paint(int i, int j);
    }

    private static void eachCell(int half, double limit, Cell cell) {
        for (int j = -half; j <= half; j++) {
            for (int i = -half; i <= half; i++) {
                if (i * i + j * j < limit * limit) {
                    cell.paint(i, j);
                }
            }
        }
    }

    private void band(Painter grid, int i, int half, boolean vertical) {
        Path path = grid.path();
        for (int k = -half; k <= half; k++) {
            if (curved && k < half) {
                for (int s = 0; s < 8; s++) {
                    double t = k + s / 8.0;
                    double off = i + 0.09 * StrictMath.sin(2 * Math.PI * t);
                    path.point(vertical ? off : t, vertical ? t : off);
                }
            } else {
                path.line(vertical ? i : k, vertical ? k : i);
            }
        }
        grid.line(path, 0.085, style.line);
        grid.line(path, 0.05, ribbon);
    }
}
