// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

import java.util.ArrayList;
import java.util.List;

/**
 * Square tiles of one size that cover a box with at least a given overlap, evenly spread, and the
 * smooth weights with which they are blended. A box smaller than a tile gets one tile around it.
 *
 * <p>Towards a neighbour a tile's weight is 0 in a rim of {@link #rim()} pixels and then rises as
 * sin² over the rest of the overlap; at the border of the box it stays 1. The overlap is wider than
 * two rims, so each pixel has a positive weight in at least one tile.
 */
final class TileGrid {
    // Parts of the tile side. A quarter of overlap keeps the number of tiles near the minimum and
    // still leaves the blend a zone as wide as the structures that differ between tiles.
    private static final int OVERLAP_PART = 4;
    private static final int RIM_PART = 32;

    private final Box box;
    private final int tile;
    private final int overlap;
    private final int rim;
    private final int[] xs;
    private final int[] ys;

    TileGrid(Box box, int tile) {
        this.box = box;
        this.tile = tile;
        this.overlap = tile / OVERLAP_PART;
        this.rim = tile / RIM_PART;
        this.xs = positions(box.x(), box.width());
        this.ys = positions(box.y(), box.height());
    }

    private int[] positions(int from, int length) {
        if (length <= tile) {
            return new int[] {from - (tile - length) / 2};
        }
        int stride = tile - overlap;
        int count = (length - overlap + stride - 1) / stride;
        int[] positions = new int[count];
        for (int i = 0; i < count; i++) {
            positions[i] = from + (int) ((long) i * (length - tile) / (count - 1));
        }
        return positions;
    }

    int tile() {
        return tile;
    }

    /** Width of the outermost zone, in pixels, whose painted content is not used. */
    int rim() {
        return rim;
    }

    /** All tiles, row by row. */
    List<Box> tiles() {
        List<Box> tiles = new ArrayList<>(xs.length * ys.length);
        for (int y : ys) {
            for (int x : xs) {
                tiles.add(new Box(x, y, tile, tile));
            }
        }
        return tiles;
    }

    /** Whether the tile has a neighbour on that side, so that it fades out there. */
    boolean fadesLeft(Box of) {
        return of.x() > xs[0];
    }

    boolean fadesRight(Box of) {
        return of.x() < xs[xs.length - 1];
    }

    boolean fadesTop(Box of) {
        return of.y() > ys[0];
    }

    boolean fadesBottom(Box of) {
        return of.y() < ys[ys.length - 1];
    }

    /** Weights of the columns of a tile, from its left to its right. */
    float[] columnWeights(Box of) {
        return weights(fadesLeft(of), fadesRight(of));
    }

    /** Weights of the rows of a tile, from its top to its bottom. */
    float[] rowWeights(Box of) {
        return weights(fadesTop(of), fadesBottom(of));
    }

    private float[] weights(boolean fadesBefore, boolean fadesAfter) {
        float[] weights = new float[tile];
        for (int i = 0; i < tile; i++) {
            double before = fadesBefore ? ramp(i) : 1;
            double after = fadesAfter ? ramp(tile - 1 - i) : 1;
            weights[i] = (float) (before * after);
        }
        return weights;
    }

    private double ramp(int distance) {
        if (distance < rim) {
            return 0;
        }
        double t = Math.min(1, (distance - rim + 0.5) / Math.max(1, overlap - 2 * rim));
        double s = Math.sin(Math.PI / 2 * t);
        return s * s;
    }

    Box box() {
        return box;
    }
}
