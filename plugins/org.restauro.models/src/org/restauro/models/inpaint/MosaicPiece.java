// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

/**
 * Up to four cells of half the built size laid two by two into one network input: the surroundings
 * of small holes that lie too far apart for a window. Quarters that are left over repeat the first
 * cells, and nothing is taken from them.
 */
final class MosaicPiece implements Piece {
    /** Cells along one side. */
    static final int ACROSS = 2;

    /** Most cells of a mosaic. */
    static final int CELLS = ACROSS * ACROSS;

    private final Painting painting;
    private final Region region;
    private final int size;

    MosaicPiece(Painting painting, Region region, int size) {
        this.painting = painting;
        this.region = region;
        this.size = size;
    }

    @Override
    public int width() {
        return size;
    }

    @Override
    public int height() {
        return size;
    }

    @Override
    public void read(float[] images, int imageAt, float[] masks, int maskAt) {
        for (int i = 0; i < CELLS; i++) {
            Region.Cell cell = region.cells().get(i % region.cells().size());
            painting.readWindow(
                    cell.window(),
                    size,
                    size * size,
                    images,
                    imageAt + corner(i),
                    masks,
                    maskAt + corner(i));
        }
    }

    @Override
    public void write(float[] painted, int at) {
        for (int i = 0; i < region.cells().size(); i++) {
            Region.Cell cell = region.cells().get(i);
            painting.write(cell.write(), cell.window(), size, size * size, painted, at + corner(i));
        }
    }

    /** Where a cell's first pixel lies in a plane. */
    private int corner(int cell) {
        int side = size / ACROSS;
        return cell / ACROSS * side * size + cell % ACROSS * side;
    }
}
