// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.nn;

import ai.djl.ndarray.NDArray;

/**
 * Features and the mask of what they know.
 *
 * @param x features (batch, channels, h, w)
 * @param mask (batch, 1, h, w), 1 known, 0 hole; null where everything counts as known
 */
public record Masked(NDArray x, NDArray mask) {
    /** Frees the features, and the mask unless it is also the given one's. */
    void closeUnless(Masked keep) {
        if (x != keep.x) {
            x.close();
        }
        if (mask != null && mask != keep.mask) {
            mask.close();
        }
    }
}
