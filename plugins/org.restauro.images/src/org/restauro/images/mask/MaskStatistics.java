// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.mask;

import java.util.ArrayList;
import java.util.List;
import org.restauro.images.Mask;

/**
 * What holes a mask has; pixels that touch at a corner belong to the same hole.
 *
 * @param width of the mask
 * @param height of the mask
 * @param holePixels number of hole pixels
 * @param holes each connected hole, from upper left, row by row
 */
public record MaskStatistics(int width, int height, long holePixels, List<Hole> holes) {

    /**
     * One connected hole.
     *
     * @param x left column of its bounding box
     * @param y upper row
     * @param width of the box
     * @param height of the box
     * @param pixels that belong to the hole
     */
    public record Hole(int x, int y, int width, int height, long pixels) {}

    public MaskStatistics {
        holes = List.copyOf(holes);
    }

    static MaskStatistics of(Mask mask) {
        Components components = Components.of(mask, true);
        List<Hole> holes = new ArrayList<>(components.count());
        long pixels = 0;
        for (int c = 0; c < components.count(); c++) {
            int x = components.left(c);
            int y = components.top(c);
            holes.add(
                    new Hole(
                            x,
                            y,
                            components.right(c) - x + 1,
                            components.bottom(c) - y + 1,
                            components.area(c)));
            pixels += components.area(c);
        }
        return new MaskStatistics(mask.width(), mask.height(), pixels, holes);
    }

    /** Share of hole pixels, 0 to 1. */
    public double holeRatio() {
        return (double) holePixels / ((long) width * height);
    }

    /** Number of connected holes. */
    public int holeCount() {
        return holes.size();
    }

    /** Pixels of the largest hole, 0 if there is none. */
    public long largestHole() {
        return holes.stream().mapToLong(Hole::pixels).max().orElse(0);
    }
}
