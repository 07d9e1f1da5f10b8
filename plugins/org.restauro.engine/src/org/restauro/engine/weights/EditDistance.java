// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.weights;

/** Number of single-character insertions, deletions and replacements between two names. */
final class EditDistance {
    /** Characters compared; longer names differ early enough to be told apart. */
    private static final int COMPARED = 200;

    private EditDistance() {}

    static int between(String a, String b) {
        int rows = Math.min(COMPARED, a.length());
        int columns = Math.min(COMPARED, b.length());
        int[] previous = new int[columns + 1];
        int[] current = new int[columns + 1];
        for (int j = 0; j <= columns; j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= rows; i++) {
            current[0] = i;
            for (int j = 1; j <= columns; j++) {
                int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replace, 1 + Math.min(previous[j], current[j - 1]));
            }
            int[] swap = previous;
            previous = current;
            current = swap;
        }
        return previous[columns];
    }
}
