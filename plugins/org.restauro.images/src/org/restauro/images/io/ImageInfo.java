// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.io;

/**
 * What a file's header says, before any pixel is decoded.
 *
 * @param format what the file is, by its first bytes
 * @param storedWidth pixels a row as stored, before the orientation is applied
 * @param storedHeight rows as stored
 * @param channels samples a pixel as stored: 1 for grey and palette, 4 for RGBA and CMYK; 0 if the
 *     header does not say
 * @param depth bits a sample as stored, 0 if the header does not say
 * @param orientation EXIF orientation, 1 (upright) to 8
 * @param profile the embedded ICC profile, or null; not to be modified
 */
public record ImageInfo(
        ImageFormat format,
        int storedWidth,
        int storedHeight,
        int channels,
        int depth,
        int orientation,
        byte[] profile) {

    /** Width of the upright image. */
    public int width() {
        return orientation >= 5 ? storedHeight : storedWidth;
    }

    /** Height of the upright image. */
    public int height() {
        return orientation >= 5 ? storedWidth : storedHeight;
    }
}
