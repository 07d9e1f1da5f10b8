// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

import org.restauro.images.PixelImage;

/**
 * The restored image while it is made: a copy of the input whose hole pixels are replaced one by
 * one. Pixels nobody puts stay bit for bit.
 *
 * <p>Painted values are clamped to the range and rounded, halves to even. Grey images get the luma
 * of the painted colour (ITU-R BT.601). A painted pixel becomes opaque, because what was restored
 * shall be seen; in a blended border alpha fades like the colours.
 */
final class Canvas {
    private static final int FULL = 255;

    private final int width;
    private final int height;
    private final int channels;
    private final byte[] bytes;
    private final short[] shorts;
    private final float scale;

    Canvas(PixelImage image) {
        this.width = image.width();
        this.height = image.height();
        this.channels = image.channels();
        this.bytes = image.depth() == 8 ? image.bytes8().clone() : null;
        this.shorts = image.depth() == 16 ? image.samples16().clone() : null;
        this.scale = (bytes != null ? 0xFF : 0xFFFF) / 2f;
    }

    /**
     * Replaces a pixel.
     *
     * @param strength 255 replaces, less mixes with what is there
     * @param r red in [-1, 1]; values outside are clamped
     * @param g green likewise
     * @param b blue likewise
     */
    void put(int x, int y, int strength, float r, float g, float b) {
        int at = (y * width + x) * channels;
        if (channels < 3) {
            mix(at, strength, 0.299f * r + 0.587f * g + 0.114f * b);
        } else {
            mix(at, strength, r);
            mix(at + 1, strength, g);
            mix(at + 2, strength, b);
        }
        if (channels == 2 || channels == 4) {
            mix(at + channels - 1, strength, 1);
        }
    }

    private void mix(int at, int strength, float value) {
        float painted = value * scale + scale;
        if (strength < FULL) {
            float part = strength / (float) FULL;
            int old = bytes != null ? bytes[at] & 0xFF : shorts[at] & 0xFFFF;
            painted = painted * part + old * (1 - part);
        }
        int rounded = (int) Math.rint(Math.max(0, Math.min(2 * scale, painted)));
        if (bytes != null) {
            bytes[at] = (byte) rounded;
        } else {
            shorts[at] = (short) rounded;
        }
    }

    PixelImage toImage() {
        return bytes != null
                ? PixelImage.of8(width, height, channels, bytes)
                : PixelImage.of16(width, height, channels, shorts);
    }
}
