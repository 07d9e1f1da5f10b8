// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.scorer.comparison;

import java.util.ArrayList;
import java.util.List;
import org.restauro.views.data.ComparedMetric;
import org.restauro.views.data.ComparisonData;

/** The comparison as its view shows it. */
final class ComparisonView {

    private ComparisonView() {}

    /** The scores, without samples. */
    static ComparisonData data(final String title, final Comparison comparison) {
        return new ComparisonData(
                title,
                comparison.names(),
                comparison.rows().stream().map(row -> metric(row, comparison.names())).toList(),
                null,
                List.of());
    }

    private static ComparedMetric metric(final Comparison.Row row, final List<String> names) {
        List<Double> values = new ArrayList<>();
        for (double value : row.values()) {
            values.add(Double.isFinite(value) ? value : null);
        }
        List<Integer> best = row.best().stream().map(names::indexOf).toList();
        boolean shown = best.stream().allMatch(i -> values.get(i) != null);
        return new ComparedMetric(
                row.metric(),
                row.metric(),
                Boolean.TRUE.equals(row.higherIsBetter()),
                row.definition().isEmpty() ? null : row.definition(),
                values,
                shown ? best : List.of(),
                row.warnings().isEmpty() ? null : row.warnings());
    }
}
