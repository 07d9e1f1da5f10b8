// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.features;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.io.ReadOptions;

/** A picture to score: a file, encoded bytes or pixels. Read when needed, by any thread. */
public interface ImageItem {
    /** What to call it in messages and tables. */
    String name();

    /** Reads it; nothing is decoded yet. */
    Loaded load() throws IOException;

    /** The bytes of a picture. */
    interface Loaded {
        /** SHA-256 of the content in hexadecimal: equal for equal content. */
        String contentHash();

        /** The picture. */
        PixelImage decode() throws IOException;
    }

    /** An image file. */
    static ImageItem of(Path file) {
        return new ImageItem() {
            @Override
            public String name() {
                return file.getFileName().toString();
            }

            @Override
            public Loaded load() throws IOException {
                return of(file.toString(), Files.readAllBytes(file)).load();
            }
        };
    }

    /** An encoded image, such as the bytes of a PNG. */
    static ImageItem of(String name, byte[] encoded) {
        return item(
                name,
                new Loaded() {
                    @Override
                    public String contentHash() {
                        return hash(encoded);
                    }

                    @Override
                    public PixelImage decode() throws IOException {
                        return ImageFiles.read(encoded, name, ReadOptions.defaults());
                    }
                });
    }

    /** Pixels; their hash is not that of a file with the same picture. */
    static ImageItem of(String name, PixelImage image) {
        PixelImage rgb = image.toRgb8();
        return item(
                name,
                new Loaded() {
                    @Override
                    public String contentHash() {
                        byte[] size =
                                ByteBuffer.allocate(8)
                                        .putInt(rgb.width())
                                        .putInt(rgb.height())
                                        .array();
                        return hash(size, rgb.bytes8());
                    }

                    @Override
                    public PixelImage decode() {
                        return rgb;
                    }
                });
    }

    private static ImageItem item(String name, Loaded loaded) {
        return new ImageItem() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Loaded load() {
                return loaded;
            }
        };
    }

    private static String hash(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
