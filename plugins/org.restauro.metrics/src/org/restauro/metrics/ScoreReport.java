// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics;

import java.util.List;

/**
 * Everything that was found.
 *
 * @param values one or more for each metric that could be computed
 * @param pairs the scores of each pair, in their order
 * @param skipped metrics that could not be computed
 * @param warnings about the whole run
 */
public record ScoreReport(
        List<MetricValue> values,
        List<PairScores> pairs,
        List<Skipped> skipped,
        List<String> warnings) {
    /**
     * A metric that could not be computed.
     *
     * @param reason a sentence that says what to do
     */
    public record Skipped(Metric metric, String reason) {}
}
