// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

import java.util.Arrays;

/** A painted square picture that stands for a window of another size, sampled pixel by pixel. */
final class ScaledPicture {
    private final Box window;
    private final float[] planes;
    private final int size;
    private final float scale;
    private final float[] wx = new float[4];
    private final float[] wy = new float[4];

    /**
     * Copies a picture.
     *
     * @param window the square window it stands for
     * @param planes holds three planes of {@code size x size} values at {@code at}
     */
    ScaledPicture(Box window, float[] planes, int at, int size) {
        float[] copy = Arrays.copyOfRange(planes, at, at + 3 * size * size);
        boolean shrinks = window.width() < size;
        this.window = window;
        this.planes = shrinks ? Resampling.shrink(copy, size, window.width()) : copy;
        this.size = shrinks ? window.width() : size;
        this.scale = (float) this.size / window.width();
    }

    /** The colour at a pixel of the image, in {@code rgb[0 .. 2]}. */
    void at(int x, int y, float[] rgb) {
        float u = (x - window.x() + 0.5f) * scale - 0.5f;
        float v = (y - window.y() + 0.5f) * scale - 0.5f;
        int left = (int) Math.floor(u);
        int top = (int) Math.floor(v);
        Resampling.catmullRom(u - left, wx);
        Resampling.catmullRom(v - top, wy);
        for (int c = 0; c < 3; c++) {
            float sum = 0;
            for (int j = 0; j < 4; j++) {
                int row = (c * size + clamp(top - 1 + j)) * size;
                float line = 0;
                for (int i = 0; i < 4; i++) {
                    line += wx[i] * planes[row + clamp(left - 1 + i)];
                }
                sum += wy[j] * line;
            }
            rgb[c] = sum;
        }
    }

    private int clamp(int index) {
        return Math.max(0, Math.min(size - 1, index));
    }
}
