// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.features;

import org.restauro.images.PixelImage;

/** A network that turns pictures into vectors. {@link #forward} is called by one thread only. */
public interface FeatureNetwork {
    /** Identifies weights, resize rule and precision: equal exactly where features are equal. */
    String id();

    /** Length of a vector. */
    int dimension();

    /** A picture as the network takes it; called by several threads. */
    float[] prepare(PixelImage image);

    /**
     * Vectors of a batch.
     *
     * @param inputs what {@link #prepare} gave for {@code count} pictures, one after the other
     * @return {@code count * dimension()} values
     */
    float[] forward(float[] inputs, int count);
}
