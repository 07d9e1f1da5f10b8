// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.reference;

import ai.djl.ndarray.NDArray;

/**
 * Encoded references, float32 arrays of one pass.
 *
 * @param tokens (references, tokens, token size), row by row over the grid
 * @param style (references, style size)
 */
public record Encoded(NDArray tokens, NDArray style) implements AutoCloseable {
    /** Number of references. */
    public int count() {
        return Math.toIntExact(tokens.getShape().get(0));
    }

    @Override
    public void close() {
        tokens.close();
        style.close();
    }
}
