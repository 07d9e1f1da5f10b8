// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.restauro.engine.weights.WeightFileException;

/** The texts, numbers and names of a pickle, each with a limit on its length. */
final class PickleTexts {
    /** Decimal digits of a number; Python itself refuses more than 4,300. */
    private static final int DIGITS = 1000;

    private static final int BYTES_OF_NUMBER = 512;
    private static final int NAME = 1000;
    private static final int LINE = 1 << 20;

    /** A source file stored as module_src has some ten thousand characters. */
    private static final int TEXT = 1 << 24;

    /** Longer Python-2 texts are data, kept as a window on the file. */
    private static final int LONGEST_LATIN_TEXT = 1 << 16;

    private final PickleCursor in;
    private final ReadingLimits limits;

    PickleTexts(PickleCursor in, ReadingLimits limits) {
        this.in = in;
        this.limits = limits;
    }

    /** INT and LONG of protocol 0; INT may also mean a truth value. */
    Object decimal(boolean mayBeBoolean) throws IOException {
        String text = in.line(DIGITS);
        if (mayBeBoolean && (text.equals("00") || text.equals("01"))) {
            return text.equals("01");
        }
        String digits = text.endsWith("L") ? text.substring(0, text.length() - 1) : text;
        limits.take(ReadingLimits.OBJECT + digits.length());
        try {
            return narrowed(new BigInteger(digits.strip()));
        } catch (NumberFormatException e) {
            throw new WeightFileException("\"" + shortened(text) + "\" is not a number", e);
        }
    }

    Object bigInteger(int length) throws IOException {
        byte[] bytes = in.bytes(length, BYTES_OF_NUMBER, "a number");
        limits.take(ReadingLimits.OBJECT + length);
        if (length == 0) {
            return 0L;
        }
        byte[] bigEndian = new byte[length];
        for (int i = 0; i < length; i++) {
            bigEndian[i] = bytes[length - 1 - i];
        }
        return narrowed(new BigInteger(bigEndian));
    }

    private static Object narrowed(BigInteger value) {
        if (value.bitLength() < Long.SIZE) {
            return value.longValue();
        }
        return value;
    }

    double decimalDouble() throws IOException {
        String text = in.line(DIGITS).strip();
        limits.take(ReadingLimits.OBJECT);
        switch (text) {
            case "nan":
                return Double.NaN;
            case "inf":
                return Double.POSITIVE_INFINITY;
            case "-inf":
                return Double.NEGATIVE_INFINITY;
            default:
                try {
                    return Double.parseDouble(text);
                } catch (NumberFormatException e) {
                    throw new WeightFileException("\"" + shortened(text) + "\" is no number", e);
                }
        }
    }

    long memoIndex() throws IOException {
        String text = in.line(10);
        try {
            return Integer.parseUnsignedInt(text) & 0xffff_ffffL;
        } catch (NumberFormatException e) {
            throw new WeightFileException("\"" + text + "\" is not a memo index", e);
        }
    }

    String shortLine() throws IOException {
        return taken(in.line(NAME));
    }

    String utf8(long length) throws IOException {
        limits.take(ReadingLimits.OBJECT + 2 * Math.min(Math.max(length, 0), TEXT));
        return PickleCursor.utf8(in.bytes(length, TEXT, "a text"));
    }

    /** A Python-2 text: Latin-1, or bytes when it is long. */
    Object latin1(long length) throws IOException {
        if (length > LONGEST_LATIN_TEXT) {
            limits.take(ReadingLimits.OBJECT);
            return new RawBytes(in.slice(length));
        }
        byte[] bytes = in.bytes(length, LONGEST_LATIN_TEXT, "a text");
        return taken(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** A Python-2 text of protocol 0: quoted, with backslash escapes. */
    String quoted() throws IOException {
        String line = in.line(LINE).strip();
        limits.take(2L * line.length());
        if (line.length() < 2
                || line.charAt(0) != line.charAt(line.length() - 1)
                || "'\"".indexOf(line.charAt(0)) < 0) {
            throw new WeightFileException("a pickled text without quotes around it");
        }
        return taken(PickleEscapes.bytes(line.substring(1, line.length() - 1)));
    }

    /** A text of protocol 0 whose other characters are written as backslash-u. */
    String rawUnicodeEscape() throws IOException {
        String line = in.line(LINE);
        limits.take(2L * line.length());
        return taken(PickleEscapes.unicode(line));
    }

    GlobalName globalName() throws IOException {
        String module = in.line(NAME);
        String name = in.line(NAME);
        return globalName(decoded(module), decoded(name));
    }

    GlobalName globalName(Object module, Object name) throws WeightFileException {
        if (!(module instanceof String first) || !(name instanceof String second)) {
            throw new WeightFileException("a pickled class whose name is not a text");
        }
        if (first.length() > NAME || second.length() > NAME) {
            throw new WeightFileException(
                    "a pickled class with a name of more than " + NAME + " characters");
        }
        limits.take(ReadingLimits.OBJECT);
        return new GlobalName(first, second);
    }

    private String decoded(String latin1) throws WeightFileException {
        return taken(PickleCursor.utf8(latin1.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private String taken(String text) throws WeightFileException {
        limits.take(ReadingLimits.OBJECT + 2L * text.length());
        return text;
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
