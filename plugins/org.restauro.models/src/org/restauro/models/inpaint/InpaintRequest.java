// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

import org.restauro.images.Mask;
import org.restauro.images.PixelImage;

/**
 * One image to restore.
 *
 * @param name how messages call it, for example its file name
 * @param image the damaged image, any depth and number of channels
 * @param mask which pixels are known; a value below {@link Mask#THRESHOLD} is a hole
 * @param seed everything random in the result follows from it alone
 * @param hints what the network is told about the image besides; null for nothing
 */
public record InpaintRequest(
        String name, PixelImage image, Mask mask, long seed, ImageHints hints) {
    /** A request about whose image nothing more is known. */
    public InpaintRequest(String name, PixelImage image, Mask mask, long seed) {
        this(name, image, mask, seed, null);
    }

    /** Checks that nothing is missing. */
    public InpaintRequest {
        if (name == null || image == null || mask == null) {
            throw new IllegalArgumentException("A request needs a name, an image and a mask.");
        }
    }

    /**
     * A seed for one of many images that depends on the seed of the run and on this image's name,
     * so that it stays the same when other images are added or left out.
     */
    public static long seedFor(long runSeed, String name) {
        long seed = Seeds.mix(runSeed, name.length());
        for (int i = 0; i < name.length(); i++) {
            seed = Seeds.mix(seed, name.charAt(i));
        }
        return seed;
    }
}
