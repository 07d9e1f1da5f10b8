// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.io;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.BigTIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ServiceRegistry;
import javax.imageio.stream.ImageInputStream;
import org.restauro.images.ImageException;
import org.restauro.images.PixelImage;

/** Decodes pixels as stored, with the decoder that the file's signature asks for. */
final class Decoder {
    private static final ImageReaderSpi JPEG = jpegProvider();

    private Decoder() {}

    static PixelImage decode(ImageInputStream in, ImageInfo info, ReadOptions options)
            throws IOException {
        in.seek(0);
        ImageReader reader = provider(info.format(), in).createReaderInstance();
        try {
            String[] warning = new String[1];
            reader.addIIOReadWarningListener(
                    (source, text) -> {
                        String lower = text == null ? "" : text.toLowerCase(Locale.ROOT);
                        boolean truncated = lower.contains("premature") || lower.contains("eof");
                        warning[0] = truncated ? text : warning[0];
                    });
            // Metadata is never asked for: its parsers meet compressed text of unbounded size.
            reader.setInput(in, true, true);
            // A file may say one size in its head and another where its pixels are (GIF does).
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels > options.maxPixels()) {
                throw new ImageException(
                        String.format(
                                "the image inside has %d x %d pixels, more than the limit of %.1f"
                                        + " megapixels",
                                reader.getWidth(0),
                                reader.getHeight(0),
                                options.maxPixels() / 1e6));
            }
            BufferedImage image = reader.read(0);
            if (image == null) {
                throw new ImageException("the file holds no image");
            }
            if (warning[0] != null && !options.tolerant()) {
                throw new ImageException("the file is truncated (" + warning[0].trim() + ")");
            }
            int type = image.getColorModel().getColorSpace().getType();
            boolean plain = type == ColorSpace.TYPE_GRAY || type == ColorSpace.TYPE_RGB;
            return PixelImage.adopting(plain ? image : ColourProfile.throughColourSpace(image));
        } finally {
            reader.dispose();
        }
    }

    private static ImageReaderSpi provider(ImageFormat format, ImageInputStream in)
            throws IOException {
        return switch (format) {
            case JPEG -> JPEG;
            case WEBP -> new WebPImageReaderSpi();
            case TIFF -> {
                TIFFImageReaderSpi classic = new TIFFImageReaderSpi();
                yield classic.canDecodeInput(in) ? classic : new BigTIFFImageReaderSpi();
            }
            case PNG -> builtIn("png");
            case BMP -> builtIn("bmp");
            case GIF -> builtIn("gif");
        };
    }

    /** The JDK's own reader, also where other plug-ins have registered themselves before it. */
    private static ImageReaderSpi builtIn(String name) {
        Iterator<ImageReaderSpi> all =
                IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, false);
        while (all.hasNext()) {
            ImageReaderSpi spi = all.next();
            if (spi.getClass().getName().startsWith("com.sun.imageio.plugins." + name + ".")) {
                return spi;
            }
        }
        throw new IllegalStateException("This Java runtime has no " + name + " reader.");
    }

    /** TwelveMonkeys' JPEG reader finds the JDK's, which it builds on, in the registry it is in. */
    private static ImageReaderSpi jpegProvider() {
        ServiceRegistry own =
                new ServiceRegistry(List.<Class<?>>of(ImageReaderSpi.class).iterator());
        own.registerServiceProvider(builtIn("jpeg"), ImageReaderSpi.class);
        JPEGImageReaderSpi spi = new JPEGImageReaderSpi();
        own.registerServiceProvider(spi, ImageReaderSpi.class);
        return spi;
    }
}
