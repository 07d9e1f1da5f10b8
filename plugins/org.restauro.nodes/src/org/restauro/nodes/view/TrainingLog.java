// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.view;

import java.util.ArrayList;
import java.util.List;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.node.BufferedDataTable;
import org.restauro.views.data.TrainingData;

/** Reads the log of a training for its view. */
final class TrainingLog {

    /** A chart shows no more points than this. */
    static final int MAX_POINTS = 5_000;

    static final String NOTE_THINNED =
            "The log has %2$,d rows; one of %1$d is shown, and the last.";

    private TrainingLog() {}

    static TrainingData read(final String title, final BufferedDataTable log) {
        long size = log.size();
        long every = (size + MAX_POINTS - 1) / MAX_POINTS;
        List<List<Double>> points = new ArrayList<>();
        try (CloseableRowIterator rows = log.iterator()) {
            for (long i = 0; rows.hasNext(); i++) {
                DataRow row = rows.next();
                if (i % every == 0 || i == size - 1) {
                    points.add(numbers(row));
                }
            }
        }
        return new TrainingData(
                title,
                List.of(log.getDataTableSpec().getColumnNames()),
                points,
                every > 1 ? List.of(NOTE_THINNED.formatted(every, size)) : List.of());
    }

    private static List<Double> numbers(final DataRow row) {
        List<Double> numbers = new ArrayList<>();
        for (DataCell cell : row) {
            numbers.add(number(cell));
        }
        return numbers;
    }

    /** The number in a cell; null where there is none, or one that JSON does not know. */
    static Double number(final DataCell cell) {
        double value = cell instanceof DoubleValue number ? number.getDoubleValue() : Double.NaN;
        return Double.isFinite(value) ? value : null;
    }
}
