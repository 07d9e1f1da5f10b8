// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.report;

/**
 * How much a run may take. The first limit that is reached counts.
 *
 * @param images in all; 0 for no limit
 * @param seconds of training time in all; 0 for no limit
 */
public record Budget(long images, double seconds) {
    /** Weight of the newest line in the speed that the time left is guessed from. */
    private static final double NEWEST = 0.3;

    /** Checks the limits. */
    public Budget {
        if (images < 0 || !(seconds >= 0)) {
            throw new IllegalArgumentException(
                    "A run cannot be limited to "
                            + images
                            + " images and "
                            + seconds
                            + " seconds; 0 (no limit) or more would be right.");
        }
    }

    /** Share of the run that is done, 0 to 1; not a number without any limit. */
    public double share(TickRow row) {
        if (images == 0 && seconds == 0) {
            return Double.NaN;
        }
        double byImages = images == 0 ? 0 : (double) row.images() / images;
        double byTime = seconds == 0 ? 0 : row.seconds() / seconds;
        return Math.min(1, Math.max(byImages, byTime));
    }

    /**
     * Seconds the run will still take; not a number without any limit.
     *
     * @param imagesPerSecond how fast it goes, see {@link #speed}
     */
    public double secondsLeft(TickRow row, double imagesPerSecond) {
        double byImages =
                images == 0
                        ? Double.POSITIVE_INFINITY
                        : Math.max(0, images - row.images()) / imagesPerSecond;
        double byTime =
                seconds == 0 ? Double.POSITIVE_INFINITY : Math.max(0, seconds - row.seconds());
        double left = Math.min(byImages, byTime);
        return Double.isInfinite(left) ? Double.NaN : left;
    }

    /**
     * A speed that does not jump: recent lines count most.
     *
     * @param before the speed so far; not a number if there is none
     */
    public static double speed(double before, TickRow row) {
        return Double.isNaN(before)
                ? row.imagesPerSecond()
                : before + NEWEST * (row.imagesPerSecond() - before);
    }
}
