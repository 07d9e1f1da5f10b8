// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

import java.util.ArrayList;
import java.util.List;

/**
 * The paints of one mural: a ground, a field colour of the borders, an outline, and a handful of
 * others for the motifs.
 */
final class Palette {
    /** How much greyer colours look on a lime wall than on the palette. */
    private static final double QUIET = 0.14;

    final Colour ground;
    final Colour band;
    final Colour line;
    final Colour light;
    private final List<Colour> others;

    private Palette(Colour ground, Colour band, Colour line, List<Colour> others) {
        this.ground = ground.muted(QUIET);
        this.band = band.muted(QUIET);
        this.line = line.muted(QUIET);
        this.light = Pigment.LIME_WHITE.colour();
        this.others = others.stream().map(c -> c.muted(QUIET)).toList();
    }

    /** One of the schemes that painters of several schools kept to, mixed afresh. */
    static Palette drawn(Chance chance) {
        double a = chance.between(0.02, 0.16);
        double b = chance.between(0.02, 0.12);
        Colour white = Pigment.LIME_WHITE.mixed(Pigment.OCHRE, a);
        Colour cream = Pigment.LIME_WHITE.mixed(Pigment.OCHRE, a * 3);
        Colour ochre = Pigment.OCHRE.mixed(Pigment.LIME_WHITE, chance.between(0, 0.4));
        Colour deepOchre = Pigment.OCHRE.mixed(Pigment.RED_EARTH, chance.between(0.05, 0.25));
        Colour red = Pigment.RED_EARTH.mixed(Pigment.OCHRE, chance.between(0, 0.3));
        Colour rose = Pigment.LIME_WHITE.mixed(Pigment.RED_EARTH, chance.between(0.1, 0.3));
        Colour green = Pigment.MALACHITE.mixed(Pigment.LIME_WHITE, chance.between(0, 0.4));
        Colour deepGreen = Pigment.MALACHITE.mixed(Pigment.LAMP_BLACK, b);
        Colour earthGreen = Pigment.GREEN_EARTH.mixed(Pigment.LIME_WHITE, chance.between(0, 0.3));
        Colour blue = Pigment.AZURITE.mixed(Pigment.LIME_WHITE, chance.between(0, 0.3));
        Colour deepBlue = Pigment.AZURITE.mixed(Pigment.LAMP_BLACK, b);
        Colour paleBlue = Pigment.LIME_WHITE.mixed(Pigment.AZURITE, chance.between(0.15, 0.4));
        Colour black = Pigment.LAMP_BLACK.mixed(Pigment.UMBER, chance.between(0.1, 0.6));
        Colour umber = Pigment.UMBER.mixed(Pigment.RED_EARTH, chance.between(0, 0.5));
        Colour gold = Pigment.GILDING.colour();
        return switch (chance.below(10)) {
            case 0 -> new Palette(red, black, black, List.of(ochre, cream, earthGreen, rose));
            case 1 -> new Palette(cream, deepGreen, umber, List.of(green, blue, red, ochre));
            case 2 -> new Palette(deepBlue, red, black, List.of(gold, white, green, rose));
            case 3 -> new Palette(ochre, red, umber, List.of(red, white, deepGreen, deepOchre));
            case 4 -> new Palette(white, blue, black, List.of(blue, green, red, ochre));
            case 5 -> new Palette(deepGreen, ochre, black, List.of(cream, gold, red, paleBlue));
            case 6 -> new Palette(black, red, black, List.of(ochre, cream, red, earthGreen));
            case 7 -> new Palette(gold, deepBlue, umber, List.of(blue, red, white, green));
            case 8 -> new Palette(cream, red, umber, List.of(red, ochre, earthGreen, umber));
            default -> new Palette(paleBlue, red, umber, List.of(cream, red, gold, deepBlue));
        };
    }

    /** Another paint than those given: one that stands out from each of them, if there is one. */
    Colour besides(Chance chance, Colour... taken) {
        List<Colour> candidates = new ArrayList<>(others);
        candidates.add(light);
        candidates.add(band);
        double needed = 0.30;
        while (true) {
            List<Colour> good = new ArrayList<>();
            for (Colour c : candidates) {
                boolean clear = true;
                for (Colour t : taken) {
                    clear &= c.distance(t) > needed;
                }
                if (clear) {
                    good.add(c);
                }
            }
            if (!good.isEmpty()) {
                return good.get(chance.below(good.size()));
            }
            needed -= 0.07;
        }
    }

    /** The outline that shows on the given colour: dark, or light on a dark one. */
    Colour lineOn(Colour below) {
        return below.luminance() < 0.22 ? ochreLight() : line;
    }

    private Colour ochreLight() {
        return Pigment.OCHRE.mixed(Pigment.LIME_WHITE, 0.5);
    }
}
