// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.restauro.engine.weights.ByteSource;
import org.restauro.engine.weights.WeightFileException;

/** A Python bytes object: a window on the file, not a copy. */
final class RawBytes {
    private static final int LONGEST_TEXT = 1024;

    private final ByteSource content;

    RawBytes(ByteSource content) {
        this.content = content;
    }

    /** A key as it is kept in a dictionary: as text, whose memory is counted. */
    static Object asKey(Object value, ReadingLimits limits) throws IOException {
        Object key = asText(value);
        if (key != value) {
            limits.take(ReadingLimits.OBJECT + 2L * ((String) key).length());
        }
        return key;
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
    static ByteSource of(Object value, ReadingLimits limits) throws WeightFileException {
        if (value instanceof RawBytes raw) {
            return raw.content;
        }
        if (value instanceof String text) {
            limits.take(text.length());
            return ByteSource.of(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        return null;
    }
}
