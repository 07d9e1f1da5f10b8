// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.io;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The file formats that can be read, told by their first bytes, and those that can be written. */
public enum ImageFormat {
    PNG("image/png", true, "png"),
    JPEG("image/jpeg", true, "jpg", "jpeg", "jpe", "jfif"),
    TIFF("image/tiff", true, "tif", "tiff"),
    WEBP("image/webp", false, "webp"),
    BMP("image/bmp", false, "bmp"),
    GIF("image/gif", false, "gif");

    /** Bytes that {@link #detect} looks at. */
    static final int SIGNATURE_LENGTH = 16;

    private final String mediaType;
    private final boolean writable;
    private final List<String> extensions;

    ImageFormat(String mediaType, boolean writable, String... extensions) {
        this.mediaType = mediaType;
        this.writable = writable;
        this.extensions = List.of(extensions);
    }

    /** For example {@code image/png}. */
    public String mediaType() {
        return mediaType;
    }

    /** Whether files of this format can be written. */
    public boolean isWritable() {
        return writable;
    }

    /** File name endings without the dot, lower case, the usual one first. */
    public List<String> extensions() {
        return extensions;
    }

    /**
     * The format a file name speaks of. What a file really holds is told by {@link #detect}.
     *
     * @return empty if the name has no ending or an unknown one
     */
    public static Optional<ImageFormat> ofFileName(String name) {
        int dot = name.lastIndexOf('.');
        String extension = dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
        for (ImageFormat format : values()) {
            if (format.extensions.contains(extension)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** The format whose signature the given first bytes of a file carry. */
    public static Optional<ImageFormat> detect(byte[] head) {
        if (starts(head, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n')) {
            return Optional.of(PNG);
        }
        if (starts(head, 0, 0xFF, 0xD8, 0xFF)) {
            return Optional.of(JPEG);
        }
        if (starts(head, 0, 'I', 'I', 42, 0)
                || starts(head, 0, 'M', 'M', 0, 42)
                || starts(head, 0, 'I', 'I', 43, 0, 8, 0)
                || starts(head, 0, 'M', 'M', 0, 43, 0, 8)) {
            return Optional.of(TIFF);
        }
        if (starts(head, 0, 'R', 'I', 'F', 'F') && starts(head, 8, 'W', 'E', 'B', 'P')) {
            return Optional.of(WEBP);
        }
        if (starts(head, 0, 'G', 'I', 'F', '8')) {
            return Optional.of(GIF);
        }
        if (starts(head, 0, 'B', 'M') && starts(head, 6, 0, 0, 0, 0)) {
            return Optional.of(BMP);
        }
        return Optional.empty();
    }

    private static boolean starts(byte[] head, int at, int... wanted) {
        if (head.length < at + wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if ((head[at + i] & 0xFF) != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
