// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.reference;

import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import org.restauro.engine.MemoryUse;
import org.restauro.engine.Precision;

/**
 * How much memory training takes at its peak, in bytes, as measured with few images at a time and
 * extrapolated.
 *
 * @param precision of the products
 * @param checkpointing whether parts are computed again
 * @param weights of all parameters: 4 bytes each
 * @param gradients of those that learn: 4 bytes each
 * @param moments of AdamW: 8 bytes for each that learns
 * @param activations of each further image
 * @param measured peaks by images at a time; between them the estimate is interpolated
 * @param rest what does not depend on the images: the program, libraries, working memory, sums of
 *     gradients
 */
public record MemoryEstimate(
        Precision precision,
        boolean checkpointing,
        long weights,
        long gradients,
        long moments,
        long activations,
        NavigableMap<Integer, Long> measured,
        long rest) {
    /** The peak with so many images computed at a time. */
    public long peak(int together) {
        Map.Entry<Integer, Long> below = measured.floorEntry(together);
        Map.Entry<Integer, Long> above = measured.ceilingEntry(together);
        if (below == null || above == null) {
            return weights + gradients + moments + rest + activations * together;
        }
        int span = above.getKey() - below.getKey();
        return span == 0
                ? below.getValue()
                : below.getValue()
                        + (above.getValue() - below.getValue())
                                * (together - below.getKey())
                                / span;
    }

    /** What training itself takes, without the program and libraries. */
    public long own(int together) {
        return Math.max(0, peak(together) - rest);
    }

    /** Most images at a time, a divisor of the batch, that stay within a budget; 0 for none. */
    public int fitting(long budget, int batch) {
        for (int together = batch; together >= 1; together--) {
            if (batch % together == 0 && peak(together) <= budget) {
                return together;
            }
        }
        return 0;
    }

    /** For people, with so many images at a time. */
    public String text(int together) {
        return String.format(
                Locale.ROOT,
                "%s (weights %s, gradients %s, moments %s, activations %d × %s, the rest %s)",
                MemoryUse.text(peak(together)),
                MemoryUse.text(weights),
                MemoryUse.text(gradients),
                MemoryUse.text(moments),
                together,
                MemoryUse.text(activations),
                MemoryUse.text(rest));
    }
}
