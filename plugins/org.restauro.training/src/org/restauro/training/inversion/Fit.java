// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.inversion;

import org.restauro.images.PixelImage;
import org.restauro.images.source.Crops;

/** How an image of any size becomes a square of the generator's resolution. */
public enum Fit {
    /** The shorter side is made to fit, then the centre is taken. */
    CROP,
    /** The whole image, squeezed. */
    STRETCH,
    /** It has that size already; others are errors. */
    EXACT;

    /**
     * The square, in colours of 8 bits.
     *
     * @throws IllegalArgumentException if the size has to be right and is not
     */
    public PixelImage square(PixelImage image, int side) {
        if (image.width() == side && image.height() == side) {
            return image.toRgb8();
        }
        return switch (this) {
            case CROP -> Crops.RESIZE_CENTRE_CROP.of(image, side).toRgb8();
            case STRETCH -> Crops.STRETCH.of(image, side).toRgb8();
            case EXACT ->
                    throw new IllegalArgumentException(
                            String.format(
                                    "The image has %d x %d pixels; the generator makes %d x %d."
                                            + " Crop or stretch it.",
                                    image.width(), image.height(), side, side));
        };
    }
}
