// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

import java.util.List;

/**
 * A part of the work on one image: which hole pixels are painted and through which windows.
 *
 * @param kind how the windows reach the network
 * @param write only hole pixels in this box are painted by this region
 * @param window what the network sees; may stick out of the image, where pixels are mirrored in
 * @param tiles for tiled kinds the tiles with holes, row by row; otherwise empty
 * @param cells for a mosaic what it is laid of, and only holes in their boxes are painted;
 *     otherwise empty
 */
record Region(Kind kind, Box write, Box window, List<Box> tiles, List<Cell> cells) {
    /**
     * A part of a mosaic.
     *
     * @param write only hole pixels in this box are painted from it
     * @param window a square of half the built size around them
     */
    record Cell(Box write, Box window) {}

    /** A region that is no mosaic. */
    Region(Kind kind, Box write, Box window, List<Box> tiles) {
        this(kind, write, window, tiles, List.of());
    }

    /** A mosaic of two to four cells. */
    static Region mosaic(List<Cell> cells) {
        Box write = cells.get(0).write;
        Box window = cells.get(0).window;
        for (Cell cell : cells) {
            write = write.union(cell.write);
            window = window.union(cell.window);
        }
        return new Region(Kind.MOSAIC, write, window, List.of(), List.copyOf(cells));
    }

    enum Kind {
        /** The window as it is; its sides are multiples of the built size. */
        DIRECT,
        /** A square window scaled to the built size. */
        SCALED,
        /** Up to four small windows side by side in one network input. */
        MOSAIC,
        /** Tiles of the built size, each for itself. */
        TILED,
        /** A small version of the whole window first, then tiles that follow it. */
        GUIDED
    }

    int forwards() {
        return switch (kind) {
            case DIRECT, SCALED, MOSAIC -> 1;
            case TILED -> tiles.size();
            case GUIDED -> tiles.size() + 1;
        };
    }
}
