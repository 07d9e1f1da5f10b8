// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training;

/**
 * When a phase's step is not applied, and when a run gives up.
 *
 * <p>A phase is skipped if a loss is no number or infinite, or if the norm of its gradients is
 * above a limit. Single values of a gradient that are no numbers, while the loss is one, are
 * cleaned as published and do not count.
 *
 * @param largestNorm of a phase's gradients; infinite for no limit
 * @param skippedInARow a run stops when so many phases in a row were skipped
 * @param strict whether a phase is skipped, instead of cleaned, where any gradient is no number
 */
public record Divergence(double largestNorm, int skippedInARow, boolean strict) {
    /** No limit of the norm, at most 20 skipped phases in a row. */
    public static final Divergence DEFAULT = new Divergence(Double.POSITIVE_INFINITY, 20);

    /** The published way: gradients that are no numbers are cleaned. */
    public Divergence(double largestNorm, int skippedInARow) {
        this(largestNorm, skippedInARow, false);
    }

    /** Skips where any gradient is no number. */
    public Divergence strictly() {
        return new Divergence(largestNorm, skippedInARow, true);
    }

    /** Checks the limits. */
    public Divergence {
        if (!(largestNorm > 0) || skippedInARow < 1) {
            throw new IllegalArgumentException(
                    "Limits of "
                            + largestNorm
                            + " for the gradients' norm and "
                            + skippedInARow
                            + " skipped steps make no sense; above 0 and at least 1 would be"
                            + " right.");
        }
    }

    /** Whether a phase must not be applied. */
    boolean rejects(PhaseStep step) {
        double norm = step.gradientNorm();
        boolean bad = Double.isFinite(norm) ? norm > largestNorm : strict;
        return !step.finite() || step.overflowed() || bad;
    }
}
