// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/**
 * How an area is painted: one colour, or one that turns into another along a line.
 *
 * @param colour where the line starts
 * @param end where it ends
 * @param axis x0, y0, x1, y1 of that line in the painter's units; null for one colour
 * @param opacity 0..1
 * @param glaze whether the paint is transparent, so that it darkens what is below
 */
record Paint(Colour colour, Colour end, double[] axis, double opacity, boolean glaze) {
    static Paint of(Colour colour) {
        return new Paint(colour, colour, null, 1, false);
    }

    static Paint of(Colour colour, double opacity) {
        return new Paint(colour, colour, null, opacity, false);
    }

    static Paint glaze(Colour colour, double strength) {
        return new Paint(colour, colour, null, strength, true);
    }

    static Paint graded(Colour start, Colour end, double x0, double y0, double x1, double y1) {
        return new Paint(start, end, new double[] {x0, y0, x1, y1}, 1, false);
    }
}
