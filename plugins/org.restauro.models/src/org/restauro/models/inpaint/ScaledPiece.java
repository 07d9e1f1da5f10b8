// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

/** A square window scaled to the built size; its holes are scaled back. */
final class ScaledPiece implements Piece {
    private final Painting painting;
    private final Region region;
    private final int size;

    ScaledPiece(Painting painting, Region region, int size) {
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
        Resampling.read(
                painting.pixels(),
                painting.field(),
                region.window(),
                size,
                images,
                imageAt,
                masks,
                maskAt);
    }

    @Override
    public void write(float[] painted, int at) {
        ScaledPicture picture = new ScaledPicture(region.window(), painted, at, size);
        Box write = region.write();
        float[] rgb = new float[3];
        for (int y = write.y(); y < write.bottom(); y++) {
            for (int x = write.x(); x < write.right(); x++) {
                int strength = painting.field().strength(x, y);
                if (strength != 0) {
                    picture.at(x, y, rgb);
                    painting.canvas().put(x, y, strength, rgb[0], rgb[1], rgb[2]);
                }
            }
        }
    }
}
