// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images;

import java.io.IOException;
import java.util.regex.Pattern;

/**
 * An image or a mask that cannot be used as it is: a broken, truncated, unsupported or too large
 * file, or a mask that does not belong to its image. The message names what was found (with the
 * file, where there is one) and what would be right, and is meant to be shown to the user as it is.
 */
public final class ImageException extends IOException {
    private static final long serialVersionUID = 1L;

    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}+");

    /**
     * @param message one full sentence for the user
     */
    public ImageException(String message) {
        super(oneLine(message));
    }

    /**
     * @param message one full sentence for the user
     * @param cause what led to it, for the log
     */
    public ImageException(String message, Throwable cause) {
        super(oneLine(message), cause);
    }

    /**
     * Decoders quote what a broken file holds: control characters of it must not break the line.
     */
    private static String oneLine(String message) {
        return CONTROL.matcher(message).replaceAll("?");
    }
}
