// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.mat;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.Pass;

/**
 * What may change the features of MAT's second stage between encoder and decoder, and the style of
 * the whole image before the decoder.
 */
public interface FeatureGuide {
    /**
     * Changes features.
     *
     * @param side side that they have at the built size: 16 (after the mixing with the style,
     *     before the style of the image is made of them), 32 … resolution
     * @param x (batch, channels, h, w) in the policy's precision; it stays open
     * @return x itself, or a new array of the same shape, precision and memory format
     */
    NDArray features(Pass pass, int side, NDArray x);

    /**
     * Changes the style of the whole image.
     *
     * @param style (batch, 2 · channels at 16) in float32; it stays open
     * @return style itself, or a new array of the same shape
     */
    NDArray style(Pass pass, NDArray style);
}
