// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.restauro.engine.weights.ByteSource;

/** A Python bytes object: a window on the file, not a copy. */
final class RawBytes {
    private static final int LONGEST_TEXT = 1024;

    private final ByteSource content;

    RawBytes(ByteSource content) {
        this.content = content;
    }

    ByteSource content() {
        return content;
    }

    /**
     * Short bytes as Latin-1 text, anything else unchanged: Python 2 wrote texts as bytes, so keys
     * may come as either.
     */
    static Object asText(Object value) throws IOException {
        if (value instanceof RawBytes raw && raw.content.size() <= LONGEST_TEXT) {
            byte[] bytes = new byte[(int) raw.content.size()];
            raw.content.read(0, bytes.length).get(bytes);
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        return value;
    }

    /** Bytes, or the bytes that a Latin-1 text stands for; null for anything else. */
    static ByteSource of(Object value) {
        if (value instanceof RawBytes raw) {
            return raw.content;
        }
        return value instanceof String text
                ? ByteSource.of(text.getBytes(StandardCharsets.ISO_8859_1))
                : null;
    }
}
