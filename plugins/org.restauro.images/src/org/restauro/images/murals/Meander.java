// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/**
 * The Greek key, one of three.
 *
 * @param kind 0 the key with a hook, 1 the key that runs through, 2 the battlement
 */
record Meander(int kind, Colour key, Colour filling) implements Border {
    /** Corners of one repeat, x and y by turns, on a grid of 4 steps in height. */
    private static final double[][] KEYS = {
        {0, 4, 0, 0, 4, 0, 4, 3, 1.4, 3, 1.4, 1.5, 2.8, 1.5},
        {0, 4, 0, 0, 4, 0, 4, 2, 2, 2, 2, 4, 6, 4},
        {0, 4, 0, 0, 2.5, 0, 2.5, 4, 5, 4},
    };

    private static final double[] PERIODS = {5.4, 6, 5};

    @Override
    public void paint(Painter painter, double length) {
        double low = 0.14;
        double grid = (1 - 2 * low) / 4;
        int n = Border.repeats(length, PERIODS[kind] * grid);
        double step = length / n;
        double stretch = step / PERIODS[kind];
        double[] key = KEYS[kind];
        Path path = painter.path();
        for (int i = 0; i < n; i++) {
            if (kind == 0) {
                path = painter.path();
            }
            for (int k = 0; k < key.length; k += 2) {
                path.line(i * step + key[k] * stretch, low + key[k + 1] * grid);
            }
            if (kind == 0) {
                painter.line(path, 0.13, key());
            }
        }
        if (kind == 0) {
            path = painter.path().point(0, 1 - low).line(length, 1 - low);
        }
        painter.line(path, 0.13, key());
        if (kind == 2) {
            for (int i = 0; i < 2 * n; i++) {
                double x = (i + 0.5) * step / 2;
                double y = i % 2 == 0 ? 0.58 : 0.42;
                Path bud = painter.path().box(x - 0.1, y - 0.12, x + 0.1, y + 0.12);
                painter.fill(bud, filling);
            }
        }
    }
}
