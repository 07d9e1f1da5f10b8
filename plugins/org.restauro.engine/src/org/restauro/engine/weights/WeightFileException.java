// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.weights;

import java.io.IOException;
import java.util.regex.Pattern;

/**
 * A weight file is broken, hostile, or of a kind that is not supported. The message is one sentence
 * for the person who chose the file: what is wrong, with the value, and what would be right.
 */
public final class WeightFileException extends IOException {
    private static final long serialVersionUID = 1L;

    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}+");

    /** Makes an exception with a message for the user. */
    public WeightFileException(String message) {
        super(oneLine(message));
    }

    /** Makes an exception with a message for the user and the error behind it. */
    public WeightFileException(String message, Throwable cause) {
        super(oneLine(message), cause);
    }

    /** Messages quote names out of the file: control characters of it must not break the line. */
    private static String oneLine(String message) {
        return CONTROL.matcher(message).replaceAll("?");
    }
}
