// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

/**
 * Draws the coarse colours of a painted tile to those of the guide: in blocks, the mean difference
 * over hole pixels is measured, weighted by how much of the block is hole (thin scratches, which a
 * tile fills better than a small picture, stay as they are), and added back bilinearly.
 */
final class GuideCorrection {
    private GuideCorrection() {}

    /** The guide's colours over a tile: three planes, 0 where the tile is known. */
    static float[] colours(Painting painting, Guide guide, Box box) {
        int plane = box.width() * box.height();
        float[] colours = new float[3 * plane];
        float[] rgb = new float[3];
        int[] columns = painting.pixels().columns(box.x(), box.width());
        for (int j = 0; j < box.height(); j++) {
            int y = painting.pixels().row(box.y() + j);
            for (int i = 0; i < box.width(); i++) {
                if (painting.field().isHole(columns[i], y)) {
                    guide.at(columns[i], y, rgb);
                    int at = j * box.width() + i;
                    colours[at] = rgb[0];
                    colours[plane + at] = rgb[1];
                    colours[2 * plane + at] = rgb[2];
                }
            }
        }
        return colours;
    }

    /** Corrects a tile's painted planes at {@code at}, in place. */
    static void apply(HoleField field, Box box, float[] wanted, float[] painted, int at) {
        int side = box.width();
        int block = field.cell();
        int blocks = (side + block - 1) / block;
        int plane = side * side;
        Box inside = box.intersection(field.bounds());
        float[] shift = new float[3 * blocks * blocks];
        int[] holes = new int[blocks * blocks];
        for (int y = inside.y(); y < inside.bottom(); y++) {
            int row = (y - box.y()) * side - box.x();
            for (int x = inside.x(); x < inside.right(); x++) {
                if (field.isHole(x, y)) {
                    int to = (y - box.y()) / block * blocks + (x - box.x()) / block;
                    holes[to]++;
                    for (int c = 0; c < 3; c++) {
                        int from = c * plane + row + x;
                        shift[c * blocks * blocks + to] += wanted[from] - painted[at + from];
                    }
                }
            }
        }
        for (int i = 0; i < holes.length; i++) {
            float part = (float) holes[i] / (block * block);
            float factor = holes[i] == 0 ? 0 : part * part / holes[i];
            for (int c = 0; c < 3; c++) {
                shift[c * holes.length + i] *= factor;
            }
        }
        for (int y = inside.y(); y < inside.bottom(); y++) {
            float v = (y - box.y() + 0.5f) / block - 0.5f;
            int top = (int) Math.floor(v);
            int row = (y - box.y()) * side - box.x();
            for (int x = inside.x(); x < inside.right(); x++) {
                if (!field.isHole(x, y)) {
                    continue;
                }
                float u = (x - box.x() + 0.5f) / block - 0.5f;
                int left = (int) Math.floor(u);
                for (int c = 0; c < 3; c++) {
                    int from = c * holes.length;
                    painted[at + c * plane + row + x] +=
                            bilinear(shift, from, blocks, left, top, u - left, v - top);
                }
            }
        }
    }

    private static float bilinear(
            float[] grid, int from, int size, int left, int top, float tx, float ty) {
        int x0 = Math.max(0, left);
        int x1 = Math.min(size - 1, left + 1);
        int y0 = from + Math.max(0, top) * size;
        int y1 = from + Math.min(size - 1, top + 1) * size;
        float upper = grid[y0 + x0] * (1 - tx) + grid[y0 + x1] * tx;
        float lower = grid[y1 + x0] * (1 - tx) + grid[y1 + x1] * tx;
        return upper * (1 - ty) + lower * ty;
    }
}
