// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/** An arrangement of ornaments over an area. */
interface Field {
    /**
     * Paints the area x = 0..width, y = 0..height, whose ground is painted already; ornaments may
     * run over its edge, since borders are painted later.
     */
    void paint(Painter painter, double width, double height);

    /** One in which the style's large ornament can be seen, as a reference should show it. */
    static Field showingHero(Chance chance, Style style) {
        return switch (chance.below(5)) {
            case 0 -> new Medallion(chance, style, style.hero);
            case 1 -> new Vine(chance, style);
            case 2 -> new StarTiling(chance, style);
            case 3 -> new Interlace(chance, style);
            default -> new Lattice(chance, style);
        };
    }

    /** One of all kinds. */
    static Field drawn(Chance chance, Style style) {
        return switch (chance.below(13)) {
            case 0, 1 ->
                    new Medallion(
                            chance, style, chance.happens(0.5) ? style.hero : style.companion);
            case 2, 3, 4 -> new Lattice(chance, style);
            case 5, 6 -> new Vine(chance, style);
            case 7 -> new Scales(chance, style);
            case 8 -> new StarTiling(chance, style);
            case 9, 10 -> new Interlace(chance, style);
            case 11 -> new Figures(chance, style);
            default -> new Registers(chance, style);
        };
    }
}
