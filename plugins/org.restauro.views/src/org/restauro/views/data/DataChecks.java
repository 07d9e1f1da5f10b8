// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.views.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What all data of views keep to. */
final class DataChecks {
    private DataChecks() {}

    static void text(String text, String what) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException(what + " must not be empty.");
        }
    }

    /** JSON has no other numbers. */
    static void finite(Double value, String what) {
        if (value != null && !Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    what + " must be a finite number or null, not " + value + ".");
        }
    }

    /** A copy that may hold nulls. */
    static <T> List<T> list(List<T> list) {
        return Collections.unmodifiableList(new ArrayList<>(list));
    }

    static List<Double> numbers(List<Double> values, String what) {
        for (Double value : values) {
            finite(value, what);
        }
        return list(values);
    }

    static Map<String, List<Double>> values(Map<String, List<Double>> values, String whose) {
        Map<String, List<Double>> copy = new LinkedHashMap<>();
        values.forEach((key, list) -> copy.put(key, numbers(list, "The " + key + " " + whose)));
        return Collections.unmodifiableMap(copy);
    }

    /** Columns have different keys, restored ones count from 0, and rows have what they name. */
    static void table(List<Column> columns, List<MetricInfo> metrics, List<Row> rows) {
        Set<String> keys = new HashSet<>();
        int restored = 0;
        for (Column column : columns) {
            if (!keys.add(column.key())) {
                throw new IllegalArgumentException(
                        "Two columns have the key \"" + column.key() + "\".");
            }
            if (column.role() == Role.RESTORED
                    && !column.equals(Column.restored(restored++, column.label()))) {
                throw new IllegalArgumentException(
                        "Restored columns are counted from 0 in their order; \""
                                + column.key()
                                + "\" is number "
                                + (restored - 1)
                                + ".");
            }
        }
        Set<String> known = new HashSet<>();
        for (MetricInfo metric : metrics) {
            if (!known.add(metric.key())) {
                throw new IllegalArgumentException(
                        "Two metrics have the key \"" + metric.key() + "\".");
            }
        }
        for (Row row : rows) {
            row(row, columns.size(), restored, known);
        }
    }

    private static void row(Row row, int columns, int restored, Set<String> metrics) {
        if (row.present().size() != columns) {
            throw new IllegalArgumentException(
                    "The row "
                            + row.name()
                            + " has flags for "
                            + row.present().size()
                            + " columns instead of "
                            + columns
                            + ".");
        }
        if (row.scores() == null) {
            return;
        }
        row.scores()
                .forEach(
                        (key, values) -> {
                            if (!metrics.contains(key)) {
                                throw new IllegalArgumentException(
                                        "The row "
                                                + row.name()
                                                + " has a score of the metric \""
                                                + key
                                                + "\", which is not among "
                                                + metrics
                                                + ".");
                            }
                            if (values.size() != restored) {
                                throw new IllegalArgumentException(
                                        "The row "
                                                + row.name()
                                                + " has "
                                                + values.size()
                                                + " values of "
                                                + key
                                                + " for "
                                                + restored
                                                + " restored columns.");
                            }
                        });
    }
}
