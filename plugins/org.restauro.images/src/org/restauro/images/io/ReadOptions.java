// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.io;

/**
 * How images are read.
 *
 * @param maxPixels a larger image is refused before it is decoded; the default is 200 million, or
 *     the system property {@value #MAX_PIXELS_PROPERTY}
 * @param applyOrientation whether the image is turned as its EXIF orientation says (default true)
 * @param convertToSrgb whether an embedded ICC profile is honoured by converting to sRGB (default
 *     true); otherwise the stored numbers are kept
 * @param tolerant whether a JPEG that ends early is accepted with what was read (default false)
 */
public record ReadOptions(
        long maxPixels, boolean applyOrientation, boolean convertToSrgb, boolean tolerant) {
    /** System property with the default pixel limit. */
    public static final String MAX_PIXELS_PROPERTY = "restauro.maxPixels";

    private static final long DEFAULT_MAX_PIXELS = 200_000_000L;

    public ReadOptions {
        if (maxPixels < 1) {
            throw new IllegalArgumentException(
                    "The pixel limit is at least 1, not " + maxPixels + ".");
        }
    }

    /** The defaults: 200 megapixels, upright, sRGB, strict. */
    public static ReadOptions defaults() {
        long limit = Long.getLong(MAX_PIXELS_PROPERTY, DEFAULT_MAX_PIXELS);
        return new ReadOptions(limit > 0 ? limit : DEFAULT_MAX_PIXELS, true, true, false);
    }

    public ReadOptions withMaxPixels(long limit) {
        return new ReadOptions(limit, applyOrientation, convertToSrgb, tolerant);
    }

    public ReadOptions withOrientation(boolean apply) {
        return new ReadOptions(maxPixels, apply, convertToSrgb, tolerant);
    }

    public ReadOptions withSrgb(boolean convert) {
        return new ReadOptions(maxPixels, applyOrientation, convert, tolerant);
    }

    public ReadOptions withTolerance(boolean accept) {
        return new ReadOptions(maxPixels, applyOrientation, convertToSrgb, accept);
    }
}
