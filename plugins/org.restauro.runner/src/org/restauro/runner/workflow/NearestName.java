// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.workflow;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody who mistyped a name probably meant. */
final class NearestName {
    private NearestName() {}

    static Optional<String> of(String wrong, Collection<String> names) {
        return names.stream().min(Comparator.comparingInt(n -> distance(wrong, n)));
    }

    /** A hint to append to a message. */
    static String hint(String wrong, Collection<String> names) {
        return of(wrong, names).map(n -> "; did you mean \"" + n + "\"?").orElse("");
    }

    /** The number of characters to insert, delete or replace, ignoring case. */
    private static int distance(String one, String other) {
        String a = one.toLowerCase(java.util.Locale.ROOT);
        String b = other.toLowerCase(java.util.Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replace, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
