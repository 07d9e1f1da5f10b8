// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics;

import java.util.Locale;
import java.util.Map;

/**
 * The scores of one pair.
 *
 * @param name of the generated picture
 * @param values by the names of {@link MetricValue}, in order; empty where the pair could not be
 *     judged
 * @param problem why not, or null
 */
public record PairScores(String name, Map<String, Double> values, String problem) {
    private static final String IN_HOLES = " in holes";

    /**
     * The name of the values of a pair metric, such as {@code LPIPS alex} or {@code PSNR in holes}.
     *
     * @param inHoles whether only the holes are judged
     */
    public static String nameOf(Metric metric, boolean inHoles) {
        String name =
                metric.trunk()
                        .map(kind -> "LPIPS " + kind)
                        .orElseGet(() -> metric.toString().toUpperCase(Locale.ROOT));
        return inHoles ? name + IN_HOLES : name;
    }

    /** Which way a metric of pairs is better. */
    public static boolean higherIsBetter(Metric metric) {
        return metric == Metric.PSNR || metric == Metric.SSIM;
    }
}
