// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.augment;

/** The operations of the pipe, in their order (Karras et al. 2020, appendix B). */
public enum Operation {
    /** Mirrors left and right, by a coin. */
    XFLIP("xflip", Group.BLIT),
    /** Turns by 0 to 3 quarters. */
    ROTATE90("rotate90", Group.BLIT),
    /** Moves by whole pixels, up to an eighth of the size. */
    XINT("xint", Group.BLIT),
    /** Scales by 2^N(0, 0.2²). */
    SCALE("scale", Group.GEOM),
    /** Turns by any angle, before or after the anisotropic scaling or both. */
    ROTATE("rotate", Group.GEOM),
    /** Scales width by 2^N(0, 0.2²) and height by its inverse. */
    ANISO("aniso", Group.GEOM),
    /** Moves by N(0, 0.125²) of the size. */
    XFRAC("xfrac", Group.GEOM),
    /** Adds N(0, 0.2²) to all channels. */
    BRIGHTNESS("brightness", Group.COLOR),
    /** Multiplies by 2^N(0, 0.5²). */
    CONTRAST("contrast", Group.COLOR),
    /** Turns luma to its negative, by a coin. */
    LUMAFLIP("lumaflip", Group.COLOR),
    /** Turns colours about the grey axis by any angle. */
    HUE("hue", Group.COLOR),
    /** Multiplies the distance to grey by 2^N(0, 1). */
    SATURATION("saturation", Group.COLOR),
    /** Multiplies each of four frequency bands by 2^N(0, 1), and keeps the expected power. */
    IMGFILTER("imgfilter", Group.FILTER),
    /** Adds noise of a standard deviation of |N(0, 0.1²)|. */
    NOISE("noise", Group.NOISE),
    /** Sets a rectangle of half the width and height to 0. */
    CUTOUT("cutout", Group.CUTOUT);

    /** Operations that are usually switched together. */
    enum Group {
        BLIT,
        GEOM,
        COLOR,
        FILTER,
        NOISE,
        CUTOUT
    }

    private final String key;
    private final Group group;

    Operation(String key, Group group) {
        this.key = key;
        this.group = group;
    }

    /** Its published name, such as xflip. */
    public String key() {
        return key;
    }

    Group group() {
        return group;
    }
}
