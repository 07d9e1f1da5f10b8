// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

import ai.djl.ndarray.NDArray;
import java.util.function.BiFunction;

/** The order in which a growing generator computes, shows and fades its levels. */
final class Growth {
    private Growth() {}

    /**
     * Paints a picture of the full size.
     *
     * @param lod level of detail
     * @param levels above the first
     * @param start what the first level is given; null for nothing
     * @param level features of a level, from those below, which it frees
     * @param colour the picture of a level's features, which stay
     */
    static NDArray paint(
            double lod,
            int levels,
            NDArray start,
            BiFunction<Integer, NDArray, NDArray> level,
            BiFunction<Integer, NDArray, NDArray> colour) {
        NDArray x = start;
        NDArray image = null;
        for (int i = 0; i <= levels; i++) {
            int missing = levels - i;
            if (lod < missing + 1) {
                x = level.apply(i, x);
            }
            if (missing - 1 < lod && lod <= missing) {
                close(image);
                image = colour.apply(i, x);
            } else if (missing < lod && lod < missing + 1) {
                double share = Math.ceil(lod) - lod;
                image = Fading.blend(colour.apply(i, x), share, Fading.doubled(image));
            } else if (lod >= missing + 1) {
                image = Fading.doubled(image);
            }
        }
        x.close();
        return image;
    }

    private static void close(NDArray array) {
        if (array != null) {
            array.close();
        }
    }
}
