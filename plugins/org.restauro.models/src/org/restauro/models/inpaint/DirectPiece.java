// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

/** A window that goes through the network at its own size. */
final class DirectPiece implements Piece {
    private final Painting painting;
    private final Region region;

    DirectPiece(Painting painting, Region region) {
        this.painting = painting;
        this.region = region;
    }

    @Override
    public int width() {
        return region.window().width();
    }

    @Override
    public int height() {
        return region.window().height();
    }

    @Override
    public void read(float[] images, int imageAt, float[] masks, int maskAt) {
        painting.readWindow(region.window(), images, imageAt, masks, maskAt);
    }

    @Override
    public void write(float[] painted, int at) {
        Box window = region.window();
        int plane = window.width() * window.height();
        painting.write(region.write(), window, window.width(), plane, painted, at);
    }
}
