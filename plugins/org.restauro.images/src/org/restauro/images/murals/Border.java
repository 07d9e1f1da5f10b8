// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/** A running ornament on a band whose ground is painted already. */
interface Border {
    /**
     * Paints a whole number of repeats.
     *
     * @param painter its unit is the band's height; the band is x = 0..length, y = 0..1, outside at
     *     y = 0
     */
    void paint(Painter painter, double length);

    /** How many repeats of about this width fit, at least one. */
    static int repeats(double length, double width) {
        return (int) Math.max(1, Math.floor(length / width + 0.5));
    }

    /** One of all kinds, to stand on the given colour. */
    static Border drawn(Chance chance, Palette palette, Colour below) {
        Colour first = palette.besides(chance, below);
        Colour second = palette.besides(chance, below, first);
        Colour line = palette.lineOn(below);
        return switch (chance.below(11)) {
            case 0, 1 -> new Meander(chance.below(3), first, second);
            case 2, 3 ->
                    new Guilloche(
                            first,
                            second,
                            palette.besides(chance, below),
                            line,
                            chance.between(0.62, 0.85));
            case 4, 5 ->
                    new Scroll(
                            first,
                            second,
                            palette.besides(chance, below),
                            line,
                            chance.happens(0.5)
                                    ? Lotus.drawn(chance, palette, below)
                                    : Rosette.simple(chance, palette, below));
            case 6 -> new Waves(first, second, chance.happens(0.5));
            case 7 -> RowBorders.triangles(chance, first, second, line);
            case 8 -> RowBorders.tongues(chance, first, second, line);
            case 9 -> RowBorders.lozenges(chance, first, second, line);
            default ->
                    RowBorders.motifs(
                            Motif.small(chance, palette, below),
                            Palmette.drawn(chance, palette, below),
                            chance.happens(0.5),
                            first,
                            line);
        };
    }

    /** A narrow one, for a band too low for figures. */
    static Border narrow(Chance chance, Palette palette, Colour below) {
        Colour first = palette.besides(chance, below);
        Colour second = palette.besides(chance, below, first);
        Colour line = palette.lineOn(below);
        return switch (chance.below(4)) {
            case 0 -> RowBorders.pearls(chance, first, second, line);
            case 1 -> RowBorders.triangles(chance, first, second, line);
            case 2 -> RowBorders.lozenges(chance, first, second, line);
            default -> RowBorders.pearls(chance, palette.light, second, line);
        };
    }
}
