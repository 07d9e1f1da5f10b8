// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/** The few colours a wall painter had, as they look in lime: sRGB, 0..255. */
enum Pigment {
    OCHRE(203, 155, 79),
    RED_EARTH(150, 62, 40),
    MALACHITE(84, 136, 108),
    AZURITE(52, 88, 138),
    LIME_WHITE(236, 229, 210),
    LAMP_BLACK(36, 33, 32),
    GILDING(218, 176, 80),
    GREEN_EARTH(122, 130, 94),
    UMBER(97, 76, 54);

    private final Colour colour;

    Pigment(int red, int green, int blue) {
        colour = new Colour(red / 255f, green / 255f, blue / 255f);
    }

    Colour colour() {
        return colour;
    }

    /** This pigment stirred into another; {@code share} of the other, 0..1. */
    Colour mixed(Pigment other, double share) {
        return colour.stirred(other.colour, share);
    }
}
