// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

/**
 * A small painted version of a large region that tiles follow, so that they agree on the structure
 * of a hole that none of them sees whole. It writes nothing itself.
 */
final class Guide implements Piece {
    private final Painting painting;
    private final Box window;
    private final int size;
    private ScaledPicture picture;

    Guide(Painting painting, Box region, int size) {
        int side = Math.max(region.width(), region.height());
        this.painting = painting;
        this.window = region.around(side, side, painting.field().bounds());
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
        Resampling.read(
                painting.pixels(), painting.field(), window, size, images, imageAt, masks, maskAt);
    }

    @Override
    public void write(float[] painted, int at) {
        picture = new ScaledPicture(window, painted, at, size);
    }

    boolean painted() {
        return picture != null;
    }

    /** The guide's colour at a pixel of the image. */
    void at(int x, int y, float[] rgb) {
        picture.at(x, y, rgb);
    }
}
