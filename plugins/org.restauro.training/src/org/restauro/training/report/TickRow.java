// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One line of the log: averages since the line before.
 *
 * @param step steps done
 * @param images images seen
 * @param seconds training time so far, with the parts before a resume
 * @param imagesPerSecond since the line before, everything included (evaluation, checkpoints)
 * @param values such as {@code Loss/G/loss}, {@code Grad/Gmain}, {@code Skipped}, {@code
 *     Valid/psnr_hole}, in the order in which they were reported; unmodifiable
 */
public record TickRow(
        long step,
        long images,
        double seconds,
        double imagesPerSecond,
        Map<String, Double> values) {
    /** Copies the values. */
    public TickRow {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The value of a name; not a number if there is none. */
    public double value(String name) {
        return values.getOrDefault(name, Double.NaN);
    }
}
