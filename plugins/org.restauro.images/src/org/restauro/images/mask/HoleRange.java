// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.mask;

/**
 * The share of hole pixels that a generated mask may have: strictly between two bounds, as in MAT.
 * With the default, 0 to 1, only masks without hole and masks that are all hole are refused.
 *
 * @param from at least 0
 * @param to at most 1, greater than {@code from}
 */
public record HoleRange(double from, double to) {
    /** Everything but an empty or a full hole. */
    public static final HoleRange ANY = new HoleRange(0, 1);

    public HoleRange {
        if (!(from >= 0 && from < to && to <= 1)) {
            throw new IllegalArgumentException(
                    String.format(
                            "A hole range lies within 0 and 1 and begins before it ends, unlike"
                                    + " %s to %s.",
                            from, to));
        }
    }

    /** Whether a share of hole pixels lies strictly inside. */
    public boolean contains(double ratio) {
        return from < ratio && ratio < to;
    }

    /** How far a share of hole pixels lies outside, 0 if inside. */
    double distance(double ratio) {
        return contains(ratio) ? 0 : Math.max(Math.max(from - ratio, ratio - to), Double.MIN_VALUE);
    }

    @Override
    public String toString() {
        return from + " to " + to;
    }
}
