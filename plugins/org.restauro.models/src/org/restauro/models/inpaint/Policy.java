// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

import java.util.Locale;

/** How an image of any size is brought before a network of a fixed size. */
public enum Policy {
    /**
     * Chosen for each image from its size and its holes; the result says what was chosen and why.
     */
    AUTO,
    /**
     * The image in one piece, mirrored at its borders up to the next multiple of the built size.
     * Best where the image has about the built size. Memory grows with the image.
     */
    WHOLE,
    /**
     * The image scaled so that its longer side has the built size; the result is scaled back and
     * only the holes are taken from it. One forward an image, and the network sees everything, but
     * holes get no finer detail than the small image has.
     */
    RESIZE,
    /**
     * Windows around groups of neighbouring holes. Holes that fit are painted at full resolution;
     * larger ones are scaled down or cut into tiles.
     */
    CROP,
    /**
     * Overlapping tiles over all parts that have holes, blended into each other. Where a tile alone
     * would show the network too little of the known picture, a small version of the whole is
     * painted first and the tiles follow it.
     */
    TILES;

    /**
     * Reads a name as written on a command line, in any case.
     *
     * @throws IllegalArgumentException if there is no such policy; the message lists them
     */
    public static Policy parse(String name) {
        for (Policy policy : values()) {
            if (policy.name().equalsIgnoreCase(name.trim())) {
                return policy;
            }
        }
        throw new IllegalArgumentException(
                "There is no policy \"" + name + "\"; choose auto, whole, resize, crop or tiles.");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
