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
 */
record Region(Kind kind, Box write, Box window, List<Box> tiles) {
    enum Kind {
        /** The window as it is; its sides are multiples of the built size. */
        DIRECT,
        /** A square window scaled to the built size. */
        SCALED,
        /** Tiles of the built size, each for itself. */
        TILED,
        /** A small version of the whole window first, then tiles that follow it. */
        GUIDED
    }

    int forwards() {
        return switch (kind) {
            case DIRECT, SCALED -> 1;
            case TILED -> tiles.size();
            case GUIDED -> tiles.size() + 1;
        };
    }
}
