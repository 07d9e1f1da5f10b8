// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.restauro.engine.weights.ByteSource;
import org.restauro.engine.weights.WeightFileException;

/** Reads the fields of a pickle one after the other; every length is checked before it is used. */
final class PickleCursor {
    /** Bytes of the source looked at through one buffer. */
    private static final int WINDOW = 1 << 16;

    private final ByteSource source;
    private ByteBuffer window = ByteBuffer.allocate(0);
    private long windowStart;
    private long position;

    PickleCursor(ByteSource source) {
        this.source = source;
    }

    long position() {
        return position;
    }

    long remaining() {
        return source.size() - position;
    }

    int unsignedByte() throws IOException {
        return at(1).get((int) (position++ - windowStart)) & 0xff;
    }

    int unsignedShort() throws IOException {
        int value = at(2).getShort((int) (position - windowStart)) & 0xffff;
        position += 2;
        return value;
    }

    int signedInt() throws IOException {
        int value = at(4).getInt((int) (position - windowStart));
        position += 4;
        return value;
    }

    long unsignedInt() throws IOException {
        return signedInt() & 0xffff_ffffL;
    }

    long signedLong() throws IOException {
        long value = at(8).getLong((int) (position - windowStart));
        position += 8;
        return value;
    }

    /** Pickles store doubles big-endian, as the only field. */
    double bigEndianDouble() throws IOException {
        return Double.longBitsToDouble(Long.reverseBytes(signedLong()));
    }

    /**
     * A window on the next bytes; nothing is copied. A negative or too large length is an error.
     */
    ByteSource slice(long length) throws WeightFileException {
        need(length);
        ByteSource slice = source.slice(position, length);
        position += length;
        return slice;
    }

    /** A copy of the next few bytes. */
    byte[] bytes(long length, int most, String what) throws IOException {
        need(length);
        if (length > most) {
            throw new WeightFileException(
                    what + " of " + length + " bytes at byte " + position + "; at most " + most);
        }
        byte[] copy = new byte[(int) length];
        source.read(position, copy.length).get(copy);
        position += length;
        return copy;
    }

    /** The bytes up to the next line feed, as Latin-1. */
    String line(int most) throws IOException {
        long end = position;
        long last = Math.min(source.size(), position + most + 1L);
        StringBuilder text = new StringBuilder();
        while (end < last) {
            int length = (int) Math.min(WINDOW, last - end);
            ByteBuffer part = source.read(end, length);
            for (int i = 0; i < length; i++) {
                byte value = part.get(i);
                if (value == '\n') {
                    position = end + i + 1;
                    return text.toString();
                }
                text.append((char) (value & 0xff));
            }
            end += length;
        }
        throw new WeightFileException(
                "a line without an end, or longer than " + most + " bytes, at byte " + position);
    }

    static String utf8(byte[] bytes) throws WeightFileException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (java.nio.charset.CharacterCodingException e) {
            throw new WeightFileException("a text that is not valid UTF-8", e);
        }
    }

    private ByteBuffer at(int length) throws IOException {
        need(length);
        if (position < windowStart || position + length > windowStart + window.capacity()) {
            windowStart = position;
            window = source.read(position, (int) Math.min(WINDOW, remaining()));
            window.order(ByteOrder.LITTLE_ENDIAN);
        }
        return window;
    }

    private void need(long length) throws WeightFileException {
        if (length < 0 || length > remaining()) {
            throw new WeightFileException(
                    "the pickle asks for "
                            + (length < 0 ? Long.toUnsignedString(length) : length)
                            + " bytes at byte "
                            + position
                            + ", where "
                            + remaining()
                            + " are left");
        }
    }
}
