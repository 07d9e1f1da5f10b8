// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.source;

import org.restauro.images.Mask;
import org.restauro.images.PixelImage;

/**
 * One image to train or judge with. The arrays belong to whoever takes the sample.
 *
 * @param number of the sample in its sequence, over all replicas
 * @param index of the image in its source
 * @param name of the image
 * @param mirrored whether it is shown left to right
 * @param side width and height
 * @param channels 1 or 3
 * @param pixels {@code channels * side * side} bytes, channel by channel and row by row, 0..255
 * @param mask {@code side * side} bytes, 255 known, 0 hole; null if there are no masks
 * @param label as the network takes it; length 0 if there are no labels
 */
public record Sample(
        long number,
        int index,
        String name,
        boolean mirrored,
        int side,
        int channels,
        byte[] pixels,
        byte[] mask,
        float[] label) {

    /** The image, for looking at it. */
    public PixelImage toImage() {
        int plane = side * side;
        byte[] interleaved = new byte[pixels.length];
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < plane; i++) {
                interleaved[i * channels + c] = pixels[c * plane + i];
            }
        }
        return PixelImage.of8(side, side, channels, interleaved);
    }

    /** The mask; known everywhere if there are no masks. */
    public Mask toMask() {
        return mask == null ? Mask.known(side, side) : Mask.of(side, side, mask.clone());
    }

    @Override
    public String toString() {
        return String.format(
                "sample %d: image %d (%s%s)", number, index, name, mirrored ? ", mirrored" : "");
    }
}
