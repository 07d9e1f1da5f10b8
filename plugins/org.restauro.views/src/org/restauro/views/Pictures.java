// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.views;

import java.util.Base64;
import org.restauro.images.ImageException;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.ImageFormat;
import org.restauro.images.io.ReadOptions;
import org.restauro.images.io.WriteOptions;
import org.restauro.images.source.Resampling;

/**
 * Turns image files in memory into data URIs that a page shows.
 *
 * <p>Scaled pictures have 8 bits a sample. They are JPEG of quality {@value #JPEG_QUALITY}, or PNG
 * where JPEG would do harm: masks (edges between holes and known pixels must stay sharp) and
 * pictures with alpha. Pictures in their original size are lossless PNG. Nothing is ever enlarged.
 */
public final class Pictures {
    /** The longer side of thumbnails, in pixels. */
    public static final int THUMBNAIL_SIDE = 192;

    /** What there is where there is no picture. */
    public static final String NONE = "";

    static final int JPEG_QUALITY = 85;

    private static final int OPAQUE = 255;

    private Pictures() {}

    /**
     * A picture as a data URI.
     *
     * @param file an image file: PNG, or another format that {@link ImageFiles} reads
     * @param name what to call it in messages
     * @param maxSide the longer side is at most this many pixels; 0 for the original size, where a
     *     PNG file stays as it is
     * @return a data URI of a JPEG or PNG file
     * @throws ImageException when it cannot be read
     */
    public static String picture(byte[] file, String name, int maxSide) throws ImageException {
        return uri(file, name, maxSide, false);
    }

    /**
     * A mask as a data URI, always PNG.
     *
     * @param file an image file
     * @param name what to call it in messages
     * @param maxSide as in {@link #picture}
     * @return a data URI of a PNG file
     * @throws ImageException when it cannot be read
     */
    public static String mask(byte[] file, String name, int maxSide) throws ImageException {
        return uri(file, name, maxSide, true);
    }

    private static String uri(byte[] file, String name, int maxSide, boolean isMask)
            throws ImageException {
        if (maxSide < 0) {
            throw new IllegalArgumentException(
                    "The longer side is at least 1 pixel, or 0 for the original size, not "
                            + maxSide
                            + ".");
        }
        if (maxSide == 0) {
            boolean isPng = ImageFormat.detect(file).filter(f -> f == ImageFormat.PNG).isPresent();
            return encoded(
                    ImageFormat.PNG,
                    isPng ? file : ImageFiles.toPng(ImageFiles.read(file, name, options(isMask))));
        }
        PixelImage image = scaled(ImageFiles.read(file, name, options(isMask)).to8(), maxSide);
        ImageFormat format = isMask || image.hasAlpha() ? ImageFormat.PNG : ImageFormat.JPEG;
        WriteOptions written = WriteOptions.defaults().withFormat(format).withQuality(JPEG_QUALITY);
        return encoded(format, ImageFiles.toBytes(image, written));
    }

    /** A mask's values are no colours. */
    private static ReadOptions options(boolean isMask) {
        return ReadOptions.defaults().withSrgb(!isMask);
    }

    private static String encoded(ImageFormat format, byte[] file) {
        return "data:" + format.mediaType() + ";base64," + Base64.getEncoder().encodeToString(file);
    }

    /** The mean of the area that each new pixel covers. */
    static PixelImage scaled(PixelImage image, int maxSide) {
        int longer = Math.max(image.width(), image.height());
        if (longer <= maxSide) {
            return image;
        }
        int width = Math.max(1, Math.round((float) image.width() * maxSide / longer));
        int height = Math.max(1, Math.round((float) image.height() * maxSide / longer));
        if (!image.hasAlpha()) {
            return Resampling.BOX.resize(image, width, height);
        }
        // What cannot be seen has no colour: it must not shine into its neighbours.
        return multiplied(Resampling.BOX.resize(multiplied(image, false), width, height), true);
    }

    private static PixelImage multiplied(PixelImage image, boolean undo) {
        byte[] samples = image.bytes8().clone();
        int channels = image.channels();
        for (int pixel = 0; pixel < samples.length; pixel += channels) {
            int alpha = samples[pixel + channels - 1] & 0xFF;
            for (int c = 0; c < channels - 1 && alpha < OPAQUE; c++) {
                int value = samples[pixel + c] & 0xFF;
                int changed =
                        undo
                                ? alpha == 0 ? 0 : (value * OPAQUE + alpha / 2) / alpha
                                : (value * alpha + OPAQUE / 2) / OPAQUE;
                samples[pixel + c] = (byte) Math.min(OPAQUE, changed);
            }
        }
        return PixelImage.of8(image.width(), image.height(), channels, samples);
    }
}
