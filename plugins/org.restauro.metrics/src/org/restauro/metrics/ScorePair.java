// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics;

import java.io.IOException;
import org.restauro.images.Mask;
import org.restauro.metrics.features.ImageItem;

/**
 * A generated picture and its original.
 *
 * @param generated the picture to judge
 * @param real what it should be like
 * @param mask its holes, or null
 */
public record ScorePair(ImageItem generated, ImageItem real, MaskItem mask) {
    /** A mask that is read when needed, by any thread. */
    public interface MaskItem {
        /** Reads it. */
        Mask load() throws IOException;
    }
}
