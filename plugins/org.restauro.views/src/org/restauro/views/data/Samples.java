// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.views.data;

import java.util.List;

/**
 * The pictures that a comparison can show: as in {@link BeforeAfterData}, restored column i is
 * model i's picture.
 *
 * @param columns the columns of pictures
 * @param metrics the metrics that rows have scores of
 * @param rows the objects; pictures are fetched later by the row's index
 * @param notes what the reader should know
 */
public record Samples(
        List<Column> columns, List<MetricInfo> metrics, List<Row> rows, List<String> notes) {

    /** Copies the lists and checks that rows fit columns and metrics. */
    public Samples {
        columns = List.copyOf(columns);
        metrics = List.copyOf(metrics);
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
        DataChecks.table(columns, metrics, rows);
    }
}
