// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Paints a region in overlapping tiles and blends them. Tiles come row by row; sums are kept for
 * one tile's height of rows only, and rows that no further tile touches go to the canvas.
 *
 * <p>With a {@link Guide}, hole pixels in the rim of a tile are given to the network as known, with
 * the guide's colours, and afterwards the tile's coarse colours are drawn to the guide's where the
 * hole is wide: details come from the tile, structure from the guide.
 */
final class TilePainter {
    private static final float[] NO_GUIDE = new float[0];

    private final Painting painting;
    private final Region region;
    private final Guide guide;
    private final TileGrid grid;
    private final int tile;
    // Sums of three colours and of the weights, for rows top .. top + tile - 1 of the region.
    private float[] sums;
    private final int width;
    private int top;
    private int remaining;

    TilePainter(Painting painting, Region region, int tile, Guide guide) {
        this.painting = painting;
        this.region = region;
        this.guide = guide;
        this.tile = tile;
        this.grid = new TileGrid(region.window(), tile);
        this.width = region.write().width();
        this.top = region.write().y();
        this.remaining = region.tiles().size();
    }

    List<Piece> pieces() {
        List<Piece> pieces = new ArrayList<>();
        for (Box box : region.tiles()) {
            pieces.add(new Tile(box));
        }
        return pieces;
    }

    private void add(Box box, float[] painted, int at) {
        if (sums == null) {
            sums = new float[Math.multiplyExact(4 * tile, width)];
        }
        flushUntil(Math.max(box.y(), top));
        Box part = box.intersection(region.write());
        float[] columns = grid.columnWeights(box);
        float[] rows = grid.rowWeights(box);
        int plane = tile * tile;
        for (int y = part.y(); y < part.bottom(); y++) {
            int from = at + (y - box.y()) * tile - box.x();
            for (int x = part.x(); x < part.right(); x++) {
                float weight = rows[y - box.y()] * columns[x - box.x()];
                if (weight > 0 && painting.field().isHole(x, y)) {
                    int to = sumAt(x, y);
                    sums[to] += weight * painted[from + x];
                    sums[to + 1] += weight * painted[from + plane + x];
                    sums[to + 2] += weight * painted[from + 2 * plane + x];
                    sums[to + 3] += weight;
                }
            }
        }
        remaining--;
        if (remaining == 0) {
            flushUntil(Math.min(top + tile, region.write().bottom()));
            sums = null;
        }
    }

    private int sumAt(int x, int y) {
        return (y % tile * width + x - region.write().x()) * 4;
    }

    private void flushUntil(int end) {
        int last = Math.min(end, region.write().bottom());
        for (int y = top; y < Math.min(last, top + tile); y++) {
            for (int x = region.write().x(); x < region.write().right(); x++) {
                int from = sumAt(x, y);
                float weight = sums[from + 3];
                if (weight > 0) {
                    painting.canvas()
                            .put(
                                    x,
                                    y,
                                    painting.field().strength(x, y),
                                    sums[from] / weight,
                                    sums[from + 1] / weight,
                                    sums[from + 2] / weight);
                }
            }
            int row = sumAt(region.write().x(), y);
            Arrays.fill(sums, row, row + 4 * width, 0);
        }
        top = Math.max(top, last);
    }

    private final class Tile implements Piece {
        private final Box box;
        // The guide's colours over the tile, three planes; kept between read and write.
        private float[] wanted = NO_GUIDE;

        Tile(Box box) {
            this.box = box;
        }

        @Override
        public int width() {
            return tile;
        }

        @Override
        public int height() {
            return tile;
        }

        @Override
        public boolean ready() {
            return guide == null || guide.painted();
        }

        @Override
        public void read(float[] images, int imageAt, float[] masks, int maskAt) {
            painting.readWindow(box, images, imageAt, masks, maskAt);
            if (guide != null) {
                wanted = GuideCorrection.colours(painting, guide, box);
                anchorRim(images, imageAt, masks, maskAt);
            }
        }

        private void anchorRim(float[] images, int imageAt, float[] masks, int maskAt) {
            int rim = grid.rim();
            int left = grid.fadesLeft(box) ? rim : 0;
            int right = tile - (grid.fadesRight(box) ? rim : 0);
            int upper = grid.fadesTop(box) ? rim : 0;
            int lower = tile - (grid.fadesBottom(box) ? rim : 0);
            int plane = tile * tile;
            for (int y = 0; y < tile; y++) {
                for (int x = 0; x < tile; x++) {
                    int at = y * tile + x;
                    boolean inner = x >= left && x < right && y >= upper && y < lower;
                    if (!inner && masks[maskAt + at] == 0) {
                        masks[maskAt + at] = 1;
                        for (int c = 0; c < 3; c++) {
                            images[imageAt + c * plane + at] =
                                    Math.max(-1, Math.min(1, wanted[c * plane + at]));
                        }
                    }
                }
            }
        }

        @Override
        public void write(float[] painted, int at) {
            if (guide != null) {
                GuideCorrection.apply(painting.field(), box, wanted, painted, at);
                wanted = NO_GUIDE;
            }
            add(box, painted, at);
        }
    }
}
