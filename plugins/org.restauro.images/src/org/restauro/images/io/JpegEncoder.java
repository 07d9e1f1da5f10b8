// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.io;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.restauro.images.ImageException;
import org.restauro.images.PixelImage;
import org.w3c.dom.NodeList;

/**
 * Writes JPEG through the JDK's writer: grey or colour of 8 bits, without chroma subsampling, with
 * the sRGB profile embedded in colour images. Alpha is dropped; 16 bits become 8.
 */
final class JpegEncoder {
    private static final int MAX_SIDE = 65_500; // libjpeg's limit
    private static final String METADATA = "javax_imageio_jpeg_image_1.0";

    private JpegEncoder() {}

    static void write(PixelImage image, OutputStream out, int quality) throws IOException {
        if (image.width() > MAX_SIDE || image.height() > MAX_SIDE) {
            throw new ImageException(
                    String.format(
                            "A JPEG file has at most %d pixels a side, the image has %d x %d;"
                                    + " write PNG or TIFF.",
                            MAX_SIDE, image.width(), image.height()));
        }
        BufferedImage plain = image.withoutAlpha().to8().toBufferedImage();
        ByteSink sink = new ByteSink((int) Math.min(1 << 24, 1024 + image.pixels() / 2));
        ImageWriter writer = builtIn().createWriterInstance();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(sink)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality / 100f);
            IIOMetadata metadata =
                    writer.getDefaultImageMetadata(new ImageTypeSpecifier(plain), param);
            withoutSubsampling(metadata);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(plain, null, metadata), param);
        } finally {
            writer.dispose();
        }
        int head = 2;
        if (sink.unsigned(2) == 0xFF && sink.unsigned(3) == 0xE0) { // after JFIF's own segment
            head = 4 + (sink.unsigned(4) << 8 | sink.unsigned(5));
        }
        sink.writeTo(out, 0, head);
        if (image.colourChannels() == 3) {
            writeProfile(out, ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
        }
        sink.writeTo(out, head, sink.size() - head);
    }

    private static void writeProfile(OutputStream out, byte[] profile) throws IOException {
        byte[] label = "ICC_PROFILE\0".getBytes(StandardCharsets.ISO_8859_1);
        int length = 2 + label.length + 2 + profile.length;
        if (length > 0xFFFF) {
            return; // the JDK's sRGB profile has a few kilobytes
        }
        out.write(new byte[] {(byte) 0xFF, (byte) 0xE2, (byte) (length >> 8), (byte) length});
        out.write(label);
        out.write(new byte[] {1, 1}); // part 1 of 1
        out.write(profile);
    }

    private static void withoutSubsampling(IIOMetadata metadata) throws IIOInvalidTreeException {
        IIOMetadataNode tree = (IIOMetadataNode) metadata.getAsTree(METADATA);
        NodeList components = tree.getElementsByTagName("componentSpec");
        for (int i = 0; i < components.getLength(); i++) {
            IIOMetadataNode component = (IIOMetadataNode) components.item(i);
            component.setAttribute("HsamplingFactor", "1");
            component.setAttribute("VsamplingFactor", "1");
        }
        metadata.setFromTree(METADATA, tree);
    }

    private static ImageWriterSpi builtIn() {
        Iterator<ImageWriterSpi> all =
                IIORegistry.getDefaultInstance().getServiceProviders(ImageWriterSpi.class, false);
        while (all.hasNext()) {
            ImageWriterSpi spi = all.next();
            if (spi.getClass().getName().startsWith("com.sun.imageio.plugins.jpeg.")) {
                return spi;
            }
        }
        throw new IllegalStateException("This Java runtime has no JPEG writer.");
    }
}
