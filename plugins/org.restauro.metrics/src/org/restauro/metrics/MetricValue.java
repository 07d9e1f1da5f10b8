// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics;

import java.util.List;

/**
 * A number with what one must know to use it.
 *
 * @param metric it belongs to
 * @param name for people, such as {@code FID} or {@code PSNR in holes}
 * @param value the number; infinite where pictures are equal and the metric says so
 * @param deviation over subsets, splits or pictures, of the population; NaN where there is none
 * @param higherIsBetter which way is better
 * @param generated generated pictures that went in; of pair metrics, pairs
 * @param real real pictures that went in; of pair metrics, pairs
 * @param definition how it was computed, such as {@code tensorflow resize, covariance by n}
 * @param warnings what limits its use, such as a set that is too small
 */
public record MetricValue(
        Metric metric,
        String name,
        double value,
        double deviation,
        boolean higherIsBetter,
        long generated,
        long real,
        String definition,
        List<String> warnings) {}
