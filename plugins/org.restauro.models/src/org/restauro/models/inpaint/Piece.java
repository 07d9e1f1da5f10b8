// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

/** One network input and what becomes of its output. Pieces are read and written in their order. */
interface Piece {
    /** Columns of the network input. */
    int width();

    /** Rows of the network input. */
    int height();

    /** Whether {@link #read} may be called, or an earlier piece has to be written first. */
    default boolean ready() {
        return true;
    }

    /** Fills three image planes at {@code imageAt} and one mask plane at {@code maskAt}. */
    void read(float[] images, int imageAt, float[] masks, int maskAt);

    /** Takes three painted planes at {@code at}. */
    void write(float[] painted, int at);
}
