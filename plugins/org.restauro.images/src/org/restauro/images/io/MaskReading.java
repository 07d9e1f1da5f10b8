// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.io;

import org.restauro.images.ImageException;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;

/**
 * How an image becomes a mask: what marks a hole, and where the border between hole and known lies.
 *
 * @param holes what marks a hole
 * @param colour the hole's colour as 0xRRGGBB, for {@link Holes#COLOUR}
 * @param tolerance largest difference in any channel (0..255) that still counts as that colour
 * @param threshold 1..255: after turning so that holes are dark, values below it are hole
 * @param soft whether values between are kept (a feathered mask) instead of thresholded
 */
public record MaskReading(Holes holes, int colour, int tolerance, int threshold, boolean soft) {

    /** What marks a hole. */
    public enum Holes {
        /** Dark pixels: MAT's own files, the default. */
        BLACK,
        /** Bright pixels: most painting programs and many other tools. */
        WHITE,
        /** Transparent pixels. */
        ALPHA,
        /** Pixels of one given colour. */
        COLOUR
    }

    public MaskReading {
        if (threshold < 1 || threshold > 255) {
            throw new IllegalArgumentException(
                    "A mask threshold lies between 1 and 255, not at " + threshold + ".");
        }
        if (tolerance < 0 || tolerance > 255) {
            throw new IllegalArgumentException(
                    "A colour tolerance lies between 0 and 255, not at " + tolerance + ".");
        }
        if ((colour & 0xFF000000) != 0) {
            throw new IllegalArgumentException(
                    String.format("A hole colour has the form 0xRRGGBB, not 0x%08X.", colour));
        }
    }

    /** Dark is hole. */
    public static MaskReading black() {
        return of(Holes.BLACK);
    }

    /** Bright is hole. */
    public static MaskReading white() {
        return of(Holes.WHITE);
    }

    /** Transparent is hole. */
    public static MaskReading alpha() {
        return of(Holes.ALPHA);
    }

    /** One colour is hole. */
    public static MaskReading colour(int rgb, int tolerance) {
        return new MaskReading(Holes.COLOUR, rgb, tolerance, Mask.THRESHOLD, false);
    }

    /** The given kind with the usual threshold; {@link Holes#COLOUR} means pure black here. */
    public static MaskReading of(Holes holes) {
        return new MaskReading(holes, 0, 0, Mask.THRESHOLD, false);
    }

    public MaskReading withThreshold(int value) {
        return new MaskReading(holes, colour, tolerance, value, soft);
    }

    /** Keeps soft borders. */
    public MaskReading keepingSoft() {
        return new MaskReading(holes, colour, tolerance, threshold, true);
    }

    /**
     * The mask that an image describes. Colours count by their luma; the alpha channel is looked at
     * only if it marks the holes.
     *
     * @param name of the image, for the message
     * @throws ImageException if alpha marks the holes and the image has none
     */
    public Mask toMask(PixelImage image, String name) throws ImageException {
        int width = image.width();
        int height = image.height();
        byte[] values;
        switch (holes) {
            case ALPHA -> {
                if (!image.hasAlpha()) {
                    throw new ImageException(
                            name
                                    + ": the transparent pixels should be the holes, but the image"
                                    + " has no alpha channel; choose black or white holes.");
                }
                values = alphaOf(image.to8());
            }
            case COLOUR -> values = distant(image.toRgb8());
            default -> {
                PixelImage grey = image.to8().withChannels(1);
                values = grey.bytes8();
                if (holes == Holes.WHITE) {
                    byte[] turned = new byte[values.length];
                    for (int i = 0; i < turned.length; i++) {
                        turned[i] = (byte) ~values[i];
                    }
                    values = turned;
                }
            }
        }
        Mask mask = Mask.of(width, height, values);
        return soft ? mask : mask.binarised(threshold);
    }

    private static byte[] alphaOf(PixelImage image) {
        byte[] samples = image.bytes8();
        int channels = image.channels();
        byte[] values = new byte[samples.length / channels];
        for (int i = 0, at = channels - 1; i < values.length; i++, at += channels) {
            values[i] = samples[at];
        }
        return values;
    }

    private byte[] distant(PixelImage rgb) {
        byte[] samples = rgb.bytes8();
        byte[] values = new byte[samples.length / 3];
        int red = (colour >> 16) & 0xFF;
        int green = (colour >> 8) & 0xFF;
        int blue = colour & 0xFF;
        for (int i = 0, at = 0; i < values.length; i++, at += 3) {
            boolean hole =
                    Math.abs((samples[at] & 0xFF) - red) <= tolerance
                            && Math.abs((samples[at + 1] & 0xFF) - green) <= tolerance
                            && Math.abs((samples[at + 2] & 0xFF) - blue) <= tolerance;
            values[i] = (byte) (hole ? 0 : 255);
        }
        return values;
    }
}
