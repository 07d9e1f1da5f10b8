// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.source;

import java.util.Arrays;
import java.util.Comparator;
import org.restauro.images.io.ImageFormat;

/** Which names speak of images, and in which order they stand. */
final class ImageNames {
    /** By Unicode code points, as Python sorts texts (Java's own order differs beyond U+FFFF). */
    static final Comparator<String> ORDER =
            (a, b) -> {
                int n = Math.min(a.length(), b.length());
                for (int i = 0; i < n; i++) {
                    char x = a.charAt(i);
                    char y = b.charAt(i);
                    if (x != y) {
                        boolean xBeyond = Character.isSurrogate(x);
                        boolean yBeyond = Character.isSurrogate(y);
                        return xBeyond == yBeyond ? x - y : xBeyond ? 1 : -1;
                    }
                }
                return a.length() - b.length();
            };

    private ImageNames() {}

    /** Whether a path names an image file; what macOS leaves beside images is none. */
    static boolean isImage(String path) {
        return ImageFormat.ofFileName(path).isPresent()
                && !path.startsWith("__MACOSX/")
                && !path.substring(path.lastIndexOf('/') + 1).startsWith("._");
    }

    /** Whether a path with / between its parts stays below the folder it is relative to. */
    static boolean staysInside(String path) {
        return !path.startsWith("/")
                && !path.matches("[A-Za-z]:.*")
                && path.indexOf('\0') < 0
                && Arrays.stream(path.split("/")).noneMatch(".."::equals);
    }

    /** How messages show a text of unknown origin: without control characters, cut to a line. */
    static String shown(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= 120 ? clean : clean.substring(0, 120) + "…";
    }
}
