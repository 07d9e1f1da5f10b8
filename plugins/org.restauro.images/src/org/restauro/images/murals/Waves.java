// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/** The running dog: breaking waves one behind the other. */
record Waves(Colour wave, Colour dot, boolean backwards) implements Border {
    @Override
    public void paint(Painter painter, double length) {
        int n = Border.repeats(length, 1.25);
        double step = length / n;
        painter.line(painter.path().point(0, 0.88).line(length, 0.88), 0.12, wave);
        for (int i = 0; i < n; i++) {
            double x = (i + 0.5) * step;
            Painter p = backwards ? painter.mirroredAt(x, 0.5, 1, 0) : painter.at(x, 0.5, 1, 0);
            Path crest = p.path().point(-step * 0.62, 0.38);
            crest.curve(-step * 0.3, 0.36, -step * 0.34, -0.06, -0.06, -0.26);
            crest.spiral(0.06, 0.04, 0.34, 0.08, -1.75, -1.75 + 4.9);
            p.line(crest, 0.14, 0.12, Paint.of(wave));
            p.disc(-step * 0.5, -0.28, 0.07, dot);
        }
    }
}
