// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.mask;

import org.restauro.images.Mask;

/**
 * Exact Euclidean distances to the nearest hole or known pixel, in time linear in the pixels
 * (Felzenszwalb and Huttenlocher, <a href="https://doi.org/10.4086/toc.2012.v008a019">2012</a>):
 * first along columns, then the lower envelope of parabolas along each row.
 */
final class DistanceField {
    /** Squared distance where there is nothing within reach. */
    static final long FAR = Long.MAX_VALUE;

    private static final int LARGEST_REACH = 65_534;

    private final int width;
    private final int height;
    private final char[] columns;
    private final int nothing;

    private DistanceField(int width, int height, char[] columns, int nothing) {
        this.width = width;
        this.height = height;
        this.columns = columns;
        this.nothing = nothing;
    }

    /**
     * @param toHole whether distances to holes are wanted, otherwise those to known pixels
     * @param reach distances beyond it need not be exact
     */
    static DistanceField of(Mask mask, boolean toHole, double reach) {
        int width = mask.width();
        int height = mask.height();
        byte[] values = mask.values();
        int nothing = (int) Math.min(LARGEST_REACH, Math.ceil(reach) + 1) + 1;
        char[] columns = new char[width * height];
        for (int y = 0; y < height; y++) {
            int row = y * width;
            for (int x = 0; x < width; x++) {
                boolean target = values[row + x] >= 0 == toHole;
                int above = y == 0 ? nothing : columns[row + x - width];
                columns[row + x] = (char) (target ? 0 : Math.min(nothing, above + 1));
            }
        }
        for (int y = height - 2; y >= 0; y--) {
            int row = y * width;
            for (int x = 0; x < width; x++) {
                int below = columns[row + x + width] + 1;
                if (below < columns[row + x]) {
                    columns[row + x] = (char) below;
                }
            }
        }
        return new DistanceField(width, height, columns, nothing);
    }

    /** Takes one row of squared distances; the array is used again for the next row. */
    interface RowSink {
        void row(int y, long[] squared);
    }

    void forEachRow(RowSink sink) {
        long[] squared = new long[width];
        int[] centre = new int[width];
        double[] from = new double[width + 1];
        for (int y = 0; y < height; y++) {
            int row = y * width;
            int last = -1;
            for (int x = 0; x < width; x++) {
                int down = columns[row + x];
                if (down == nothing) {
                    continue;
                }
                double start = Double.NEGATIVE_INFINITY;
                while (last >= 0) {
                    start = crossing(row, centre[last], x);
                    if (start > from[last]) {
                        break;
                    }
                    last--;
                    start = Double.NEGATIVE_INFINITY;
                }
                last++;
                centre[last] = x;
                from[last] = start;
            }
            int at = 0;
            for (int x = 0; x < width; x++) {
                if (last < 0) {
                    squared[x] = FAR;
                    continue;
                }
                while (at < last && from[at + 1] < x) {
                    at++;
                }
                long across = x - centre[at];
                long down = columns[row + centre[at]];
                squared[x] = across * across + down * down;
            }
            sink.row(y, squared);
        }
    }

    /** Where the parabola over b begins to lie below that over a, for a left of b. */
    private double crossing(int row, int a, int b) {
        double downA = columns[row + a];
        double downB = columns[row + b];
        return (downB * downB - downA * downA + (double) b * b - (double) a * a) / (2.0 * (b - a));
    }
}
