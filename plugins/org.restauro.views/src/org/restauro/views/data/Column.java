// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.views.data;

/**
 * A column of pictures.
 *
 * @param key how the page names it: {@code damaged}, {@code truth}, {@code mask}, {@code
 *     restored:0}, {@code restored:1} and so on
 * @param label how the reader sees it; not blank
 * @param role what it shows
 */
public record Column(String key, String label, Role role) {
    private static final String RESTORED = "restored:";

    /** Checks that the parts fit each other. */
    public Column {
        DataChecks.text(label, "A column's label");
        if (role == null) {
            throw new IllegalArgumentException("The column \"" + label + "\" has no role.");
        }
        boolean fits =
                switch (role) {
                    case DAMAGED, TRUTH, MASK -> role.json().equals(key);
                    case RESTORED -> key != null && key.matches(RESTORED + "(0|[1-9]\\d{0,5})");
                    case OTHER -> key != null && key.matches("[A-Za-z0-9:_-]+");
                };
        if (!fits) {
            throw new IllegalArgumentException(
                    "The key \"" + key + "\" is not one of a column of role " + role.json() + ".");
        }
    }

    /** The column of damaged pictures. */
    public static Column damaged(String label) {
        return new Column(Role.DAMAGED.json(), label, Role.DAMAGED);
    }

    /** The column of true pictures. */
    public static Column truth(String label) {
        return new Column(Role.TRUTH.json(), label, Role.TRUTH);
    }

    /** The column of masks. */
    public static Column mask(String label) {
        return new Column(Role.MASK.json(), label, Role.MASK);
    }

    /** A column of restored pictures, counted from 0. */
    public static Column restored(int index, String label) {
        return new Column(RESTORED + index, label, Role.RESTORED);
    }
}
