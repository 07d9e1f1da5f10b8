// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

/**
 * Pulls styles towards their running mean: {@code mean + psi·(w − mean)}.
 *
 * @param psi 1 for none
 * @param layers from the first on; {@link #ALL} for all of them
 */
public record Truncation(double psi, int layers) {
    /** As many layers as there are. */
    public static final int ALL = Integer.MAX_VALUE;

    /** No truncation. */
    public static final Truncation NONE = new Truncation(1, 0);

    /** Checks the numbers. */
    public Truncation {
        if (!Double.isFinite(psi) || layers < 0) {
            throw new IllegalArgumentException(
                    "Truncation by "
                            + psi
                            + " in "
                            + layers
                            + " layers: a finite number and 0 layers or more would be right.");
        }
    }

    boolean active() {
        return psi != 1 && layers > 0;
    }
}
