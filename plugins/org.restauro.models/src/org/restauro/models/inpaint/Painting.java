// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

import java.util.ArrayList;
import java.util.List;
import org.restauro.images.PixelImage;

/** One variant of one image while it is painted: its source, its holes, its canvas, its pieces. */
final class Painting {
    private final Pixels pixels;
    private final HoleField field;
    private final Canvas canvas;

    Painting(PixelImage image, Pixels pixels, HoleField field) {
        this.pixels = pixels;
        this.field = field;
        this.canvas = new Canvas(image);
    }

    Pixels pixels() {
        return pixels;
    }

    HoleField field() {
        return field;
    }

    Canvas canvas() {
        return canvas;
    }

    /** The pieces of all regions in the order in which they have to be read and written. */
    List<Piece> pieces(Plan plan, int built) {
        List<Piece> pieces = new ArrayList<>();
        for (Region region : plan.regions()) {
            switch (region.kind()) {
                case DIRECT -> pieces.add(new DirectPiece(this, region));
                case MOSAIC -> pieces.add(new MosaicPiece(this, region, built));
                case SCALED -> pieces.add(new ScaledPiece(this, region, built));
                case TILED -> pieces.addAll(new TilePainter(this, region, built, null).pieces());
                case GUIDED -> {
                    Guide guide = new Guide(this, region.window(), built);
                    pieces.add(guide);
                    pieces.addAll(new TilePainter(this, region, built, guide).pieces());
                }
            }
        }
        return pieces;
    }

    /** Reads a window at its own size, mirrored outside the image. */
    void readWindow(Box window, float[] images, int imageAt, float[] masks, int maskAt) {
        int plane = window.width() * window.height();
        readWindow(window, window.width(), plane, images, imageAt, masks, maskAt);
    }

    /**
     * Reads a window into a part of larger planes.
     *
     * @param stride from one row of a plane to the next
     * @param plane from one plane to the next
     */
    void readWindow(
            Box window,
            int stride,
            int plane,
            float[] images,
            int imageAt,
            float[] masks,
            int maskAt) {
        int width = window.width();
        int[] columns = pixels.columns(window.x(), width);
        for (int j = 0; j < window.height(); j++) {
            int y = pixels.row(window.y() + j);
            pixels.read(y, columns, images, imageAt + j * stride, plane);
            for (int i = 0; i < width; i++) {
                masks[maskAt + j * stride + i] = field.isHole(columns[i], y) ? 0 : 1;
            }
        }
    }

    /**
     * Writes the hole pixels of a box from three painted planes.
     *
     * @param window where the planes' first pixel {@code at} lies in the image
     */
    void write(Box box, Box window, int stride, int plane, float[] painted, int at) {
        for (int y = box.y(); y < box.bottom(); y++) {
            int row = at + (y - window.y()) * stride - window.x();
            for (int x = box.x(); x < box.right(); x++) {
                int strength = field.strength(x, y);
                if (strength != 0) {
                    canvas.put(
                            x,
                            y,
                            strength,
                            painted[row + x],
                            painted[row + plane + x],
                            painted[row + 2 * plane + x]);
                }
            }
        }
    }

    PixelImage toImage() {
        return canvas.toImage();
    }
}
