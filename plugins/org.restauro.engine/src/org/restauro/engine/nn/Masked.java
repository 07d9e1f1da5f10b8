// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.nn;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.restauro.engine.Pass;

/**
 * Features and the mask of what they know.
 *
 * @param x features (batch, channels, h, w)
 * @param mask (batch, 1, h, w), 1 known, 0 hole; null where everything counts as known
 */
public record Masked(NDArray x, NDArray mask) {
    /** A layer that knows masks. */
    @FunctionalInterface
    public interface Layer {
        /** Applies the layer; the argument stays open. */
        Masked forward(Pass pass, Masked in);
    }

    /** Applies a layer as a segment of the network; gradients flow through the features only. */
    public Masked through(Pass pass, Layer layer) {
        return of(pass.segment(1, arrays(), (p, in) -> layer.forward(p, of(in)).arrays()));
    }

    private List<NDArray> arrays() {
        return mask == null ? List.of(x) : List.of(x, mask);
    }

    private static Masked of(List<NDArray> arrays) {
        return new Masked(arrays.get(0), arrays.size() > 1 ? arrays.get(1) : null);
    }

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
