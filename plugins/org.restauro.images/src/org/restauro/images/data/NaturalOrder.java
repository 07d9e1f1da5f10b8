// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.data;

import java.util.Comparator;

/**
 * The order in which people number things: {@code image2} before {@code image10}, letters without
 * regard to case, and a fixed order among names that only differ in that.
 */
public enum NaturalOrder implements Comparator<String> {
    INSTANCE;

    @Override
    public int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            char p = a.charAt(i);
            char q = b.charAt(j);
            if (isDigit(p) && isDigit(q)) {
                int endA = endOfNumber(a, i);
                int endB = endOfNumber(b, j);
                int order = compareNumbers(a, i, endA, b, j, endB);
                if (order != 0) {
                    return order;
                }
                i = endA;
                j = endB;
                continue;
            }
            if (p != q) {
                char lowerP = Character.toLowerCase(p);
                char lowerQ = Character.toLowerCase(q);
                if (lowerP != lowerQ) {
                    return Character.compare(lowerP, lowerQ);
                }
            }
            i++;
            j++;
        }
        int rest = Integer.compare(a.length() - i, b.length() - j);
        return rest != 0 ? rest : a.compareTo(b);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int endOfNumber(String text, int from) {
        int end = from;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** By value, of any length: leading zeros aside, the longer number is greater. */
    private static int compareNumbers(String a, int i, int endA, String b, int j, int endB) {
        while (i < endA - 1 && a.charAt(i) == '0') {
            i++;
        }
        while (j < endB - 1 && b.charAt(j) == '0') {
            j++;
        }
        int length = Integer.compare(endA - i, endB - j);
        if (length != 0) {
            return length;
        }
        for (; i < endA; i++, j++) {
            int digit = Character.compare(a.charAt(i), b.charAt(j));
            if (digit != 0) {
                return digit;
            }
        }
        return 0;
    }
}
