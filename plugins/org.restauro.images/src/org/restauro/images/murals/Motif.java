// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/** A single ornament, designed once and painted as often as the arrangement asks. */
interface Motif {
    /** Paints it into the disc of radius 1 round the origin, upright: its top at y = -1. */
    void paint(Painter painter);

    /** Paints it where a part of it can be seen. */
    default void paintSeen(Painter painter) {
        if (painter.sees(1.1)) {
            paint(painter);
        }
    }

    /** One of all kinds, to stand on the given colour. */
    static Motif drawn(Chance chance, Palette palette, Colour below) {
        return switch (chance.below(12)) {
            case 0, 1, 2 -> Rosette.drawn(chance, palette, below);
            case 3, 4 -> Palmette.drawn(chance, palette, below);
            case 5, 6 -> Lotus.drawn(chance, palette, below);
            case 7 -> Quatrefoil.drawn(chance, palette, below);
            case 8 -> Whorl.drawn(chance, palette, below);
            case 9 -> Star.drawn(chance, palette, below);
            default -> Roundel.drawn(chance, palette, below);
        };
    }

    /** One that looks alike from all sides and stays readable when small. */
    static Motif small(Chance chance, Palette palette, Colour below) {
        return switch (chance.below(5)) {
            case 0, 1 -> Rosette.simple(chance, palette, below);
            case 2 -> Quatrefoil.drawn(chance, palette, below);
            case 3 -> Whorl.drawn(chance, palette, below);
            default -> Star.drawn(chance, palette, below);
        };
    }
}
