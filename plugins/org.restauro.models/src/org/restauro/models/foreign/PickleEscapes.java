// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import org.restauro.engine.weights.WeightFileException;

/** The backslash escapes of protocol 0. */
final class PickleEscapes {
    private PickleEscapes() {}

    /** Python's string_escape: the usual letters, octal and hexadecimal numbers. */
    static String bytes(String text) throws WeightFileException {
        StringBuilder result = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                result.append(c);
                continue;
            }
            char kind = i + 1 < text.length() ? text.charAt(i + 1) : 0;
            i++;
            int plain = "abfnrtv\\'\"".indexOf(kind);
            if (kind == 0) {
                throw new WeightFileException("a pickled text ends in a backslash");
            } else if (plain >= 0) {
                result.append("\u0007\b\f\n\r\t\u000b\\'\"".charAt(plain));
            } else if (kind == 'x') {
                result.append((char) number(text, i + 1, 2, 16));
                i += 2;
            } else if (kind >= '0' && kind <= '7') {
                int end = i;
                while (end < text.length() && end < i + 3 && isOctal(text.charAt(end))) {
                    end++;
                }
                result.append((char) (number(text, i, end - i, 8) & 0xff));
                i = end - 1;
            } else {
                result.append('\\').append(kind);
            }
        }
        return result.toString();
    }

    /** Python's raw-unicode-escape: only backslash-u and backslash-U mean something. */
    static String unicode(String text) throws WeightFileException {
        StringBuilder result = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char kind = c == '\\' && i + 1 < text.length() ? text.charAt(i + 1) : 0;
            if (kind == 'u' || kind == 'U') {
                int digits = kind == 'u' ? 4 : 8;
                int point = number(text, i + 2, digits, 16);
                if (!Character.isValidCodePoint(point)) {
                    throw new WeightFileException("a pickled text with an impossible character");
                }
                result.appendCodePoint(point);
                i += 1 + digits;
            } else {
                result.append(c);
            }
        }
        return result.toString();
    }

    private static boolean isOctal(char c) {
        return c >= '0' && c <= '7';
    }

    private static int number(String text, int from, int length, int radix)
            throws WeightFileException {
        int value = 0;
        for (int i = from; i < from + length; i++) {
            int digit = i < text.length() ? Character.digit(text.charAt(i), radix) : -1;
            if (digit < 0) {
                throw new WeightFileException("a pickled text with a broken escape");
            }
            value = value * radix + digit;
        }
        return value;
    }
}
