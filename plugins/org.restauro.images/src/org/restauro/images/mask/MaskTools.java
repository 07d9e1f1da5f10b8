// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.mask;

import org.restauro.images.Mask;

/**
 * Changes masks. Each method returns a new mask of the same size; holes are 0, known pixels 255.
 * Methods that look at shapes take values below 128 as hole; {@link #invert} and {@link #combine}
 * keep soft values.
 */
public final class MaskTools {
    /** The largest radius, in pixels. */
    public static final double MAX_RADIUS = 10_000;

    private MaskTools() {}

    /** What lies within the radius of a pixel. */
    public enum Neighbourhood {
        /** All pixels whose distance is at most the radius. */
        ROUND,
        /** All pixels at most the radius away in x and in y. */
        SQUARE
    }

    /** How two masks become one, said of their holes. */
    public enum Combination {
        /** Hole where either is hole. */
        UNION,
        /** Hole where both are hole. */
        INTERSECTION,
        /** Hole where the first is hole and the second is not. */
        DIFFERENCE,
        /** Hole where exactly one is hole. */
        XOR
    }

    /**
     * Grows holes: every pixel within the radius of a hole becomes hole. Grow by a few pixels where
     * a mask misses the rim of the damage.
     *
     * @param radius in pixels, 0 to {@value #MAX_RADIUS}
     */
    public static Mask grow(Mask mask, double radius, Neighbourhood shape) {
        return reach(mask, radius, shape, true);
    }

    /** Grows holes in the round. */
    public static Mask grow(Mask mask, double radius) {
        return grow(mask, radius, Neighbourhood.ROUND);
    }

    /**
     * Shrinks holes: every pixel within the radius of a known pixel becomes known. The border of
     * the image does not count as known.
     *
     * @param radius in pixels, 0 to {@value #MAX_RADIUS}
     */
    public static Mask shrink(Mask mask, double radius, Neighbourhood shape) {
        return reach(mask, radius, shape, false);
    }

    /** Shrinks holes in the round. */
    public static Mask shrink(Mask mask, double radius) {
        return shrink(mask, radius, Neighbourhood.ROUND);
    }

    private static Mask reach(Mask mask, double radius, Neighbourhood shape, boolean holes) {
        checkRadius(radius);
        Mask hard = mask.binarised(Mask.THRESHOLD);
        if (radius == 0 || shape == Neighbourhood.SQUARE && radius < 1) {
            return hard;
        }
        if (shape == Neighbourhood.SQUARE) {
            return SquareReach.reach(hard, (int) radius, (byte) (holes ? 0 : 255));
        }
        int width = mask.width();
        byte[] out = new byte[width * mask.height()];
        long limit = (long) Math.floor(radius * radius);
        byte near = (byte) (holes ? 0 : 255);
        byte far = (byte) ~near;
        DistanceField.of(hard, holes, radius)
                .forEachRow(
                        (y, squared) -> {
                            for (int x = 0; x < width; x++) {
                                out[y * width + x] = squared[x] <= limit ? near : far;
                            }
                        });
        return Mask.of(width, mask.height(), out);
    }

    /**
     * Softens the rim: holes stay 0, and around them the values rise evenly to 255 over the radius,
     * so that a result can be blended into its surroundings.
     *
     * @param radius in pixels, 0 to {@value #MAX_RADIUS}
     */
    public static Mask feather(Mask mask, double radius) {
        checkRadius(radius);
        Mask hard = mask.binarised(Mask.THRESHOLD);
        if (radius == 0) {
            return hard;
        }
        int width = mask.width();
        byte[] out = new byte[width * mask.height()];
        double beyond = (radius + 1) * (radius + 1);
        DistanceField.of(hard, true, radius + 1)
                .forEachRow(
                        (y, squared) -> {
                            for (int x = 0; x < width; x++) {
                                double share =
                                        squared[x] >= beyond
                                                ? 1
                                                : Math.sqrt(squared[x]) / (radius + 1);
                                out[y * width + x] = (byte) Math.round(255 * share);
                            }
                        });
        return Mask.of(width, mask.height(), out);
    }

    /**
     * Fills islands: known pixels that are enclosed by a hole become hole, if there are at most so
     * many of them together. Islands that touch the border of the image stay.
     *
     * @param largest area of an island in pixels; {@link Long#MAX_VALUE} fills all
     */
    public static Mask fillHoles(Mask mask, long largest) {
        checkArea(largest);
        Mask hard = mask.binarised(Mask.THRESHOLD);
        Components islands = Components.of(hard, false);
        byte[] out = hard.values().clone();
        islands.paint(
                out,
                (byte) 0,
                c ->
                        islands.area(c) <= largest
                                && islands.left(c) > 0
                                && islands.top(c) > 0
                                && islands.right(c) < mask.width() - 1
                                && islands.bottom(c) < mask.height() - 1);
        return Mask.of(mask.width(), mask.height(), out);
    }

    /**
     * Removes specks: holes of fewer than so many connected pixels become known.
     *
     * @param smallest area of a hole that stays, in pixels
     */
    public static Mask removeSmall(Mask mask, long smallest) {
        checkArea(smallest);
        Mask hard = mask.binarised(Mask.THRESHOLD);
        Components holes = Components.of(hard, true);
        byte[] out = hard.values().clone();
        holes.paint(out, (byte) 255, c -> holes.area(c) < smallest);
        return Mask.of(mask.width(), mask.height(), out);
    }

    /** Turns holes into known pixels and the other way round. */
    public static Mask invert(Mask mask) {
        byte[] out = mask.values().clone();
        for (int i = 0; i < out.length; i++) {
            out[i] = (byte) ~out[i];
        }
        return Mask.of(mask.width(), mask.height(), out);
    }

    /**
     * Makes a soft mask hard: values below the threshold become hole.
     *
     * @param threshold 1 to 255
     */
    public static Mask threshold(Mask mask, int threshold) {
        return mask.binarised(threshold);
    }

    /**
     * Combines two masks of the same size.
     *
     * @throws IllegalArgumentException if the sizes differ; names both
     */
    public static Mask combine(Mask first, Mask second, Combination how) {
        if (first.width() != second.width() || first.height() != second.height()) {
            throw new IllegalArgumentException(
                    String.format(
                            "Masks of the same size can be combined, not %d x %d with %d x %d.",
                            first.width(), first.height(), second.width(), second.height()));
        }
        byte[] a = first.values();
        byte[] b = second.values();
        byte[] out = new byte[a.length];
        for (int i = 0; i < out.length; i++) {
            int p = a[i] & 0xFF;
            int q = b[i] & 0xFF;
            out[i] =
                    (byte)
                            switch (how) {
                                case UNION -> Math.min(p, q);
                                case INTERSECTION -> Math.max(p, q);
                                case DIFFERENCE -> Math.max(p, 255 - q);
                                case XOR -> 255 - Math.abs(p - q);
                            };
        }
        return Mask.of(first.width(), first.height(), out);
    }

    /** Measures the holes: see {@link MaskStatistics}. */
    public static MaskStatistics statistics(Mask mask) {
        return MaskStatistics.of(mask);
    }

    private static void checkRadius(double radius) {
        if (!(radius >= 0 && radius <= MAX_RADIUS)) {
            throw new IllegalArgumentException(
                    "A radius lies between 0 and 10000 pixels, not at " + radius + ".");
        }
    }

    private static void checkArea(long area) {
        if (area < 0) {
            throw new IllegalArgumentException("An area has at least 0 pixels, not " + area + ".");
        }
    }
}
