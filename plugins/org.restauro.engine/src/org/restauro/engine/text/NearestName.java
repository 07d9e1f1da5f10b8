// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody who mistyped a name probably meant. */
public final class NearestName {
    /** Characters compared; longer names differ early enough to be told apart. */
    private static final int COMPARED = 200;

    private NearestName() {}

    /** The name that differs least, the first of several; nothing if there are no names. */
    public static Optional<String> of(String wrong, Collection<String> names) {
        return names.stream().min(Comparator.comparingInt(n -> distance(wrong, n)));
    }

    /** A hint to append to a message: {@code ; did you mean "…"?}, or nothing. */
    public static String hint(String wrong, Collection<String> names) {
        return of(wrong, names).map(n -> "; did you mean \"" + n + "\"?").orElse("");
    }

    /** Number of characters to insert, delete or replace, ignoring case. */
    public static int distance(String one, String other) {
        String a = compared(one);
        String b = compared(other);
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replace, 1 + Math.min(previous[j], current[j - 1]));
            }
            int[] swap = previous;
            previous = current;
            current = swap;
        }
        return previous[b.length()];
    }

    private static String compared(String name) {
        return name.substring(0, Math.min(COMPARED, name.length())).toLowerCase(Locale.ROOT);
    }
}
