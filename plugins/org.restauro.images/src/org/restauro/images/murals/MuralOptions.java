// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

import java.util.List;
import java.util.Objects;
import org.restauro.images.mask.MaskSpec;

/**
 * What generated murals look like.
 *
 * @param width in pixels, 1 to {@value #MAX_SIDE}
 * @param height in pixels, 1 to {@value #MAX_SIDE}
 * @param ageing how much fading, staining, craquelure and dust {@link Mural#aged} shows, 0 none to
 *     1
 * @param damage the kinds of losses, laid over each other; empty for none
 * @param subject what they show
 */
public record MuralOptions(
        int width, int height, double ageing, List<MaskSpec> damage, MuralSubject subject) {
    /** The longest side a mural can have. */
    public static final int MAX_SIDE = 8192;

    public MuralOptions {
        if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
            throw new IllegalArgumentException(
                    String.format(
                            "A generated mural has sides of 1 to %d pixels, not %d x %d.",
                            MAX_SIDE, width, height));
        }
        if (!(ageing >= 0 && ageing <= 1)) {
            throw new IllegalArgumentException(
                    "Ageing lies between 0 and 1, not at " + ageing + ".");
        }
        damage = List.copyOf(damage);
        Objects.requireNonNull(subject, "subject");
    }

    /** Square murals of walls, unaged, with the losses of a wall: flaked paint and scratches. */
    public static MuralOptions square(int side) {
        return new MuralOptions(
                side,
                side,
                0,
                List.of(MaskSpec.flaking(), MaskSpec.scratches()),
                MuralSubject.WALLS);
    }

    /** The same at another size. */
    public MuralOptions withSize(int newWidth, int newHeight) {
        return new MuralOptions(newWidth, newHeight, ageing, damage, subject);
    }

    /** The same with another strength of ageing, 0..1. */
    public MuralOptions withAgeing(double strength) {
        return new MuralOptions(width, height, strength, damage, subject);
    }

    /** The same with other losses; none at all without an argument. */
    public MuralOptions withDamage(MaskSpec... kinds) {
        return new MuralOptions(width, height, ageing, List.of(kinds), subject);
    }

    /** The same showing something else. */
    public MuralOptions withSubject(MuralSubject shown) {
        return new MuralOptions(width, height, ageing, damage, shown);
    }
}
