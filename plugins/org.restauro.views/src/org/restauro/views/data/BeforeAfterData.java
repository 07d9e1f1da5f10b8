// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.views.data;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * What the before/after view starts with.
 *
 * @param title its title
 * @param columns the columns of pictures
 * @param metrics the metrics that rows have scores of
 * @param rows the objects; pictures are fetched later by the row's index
 * @param notes what the reader should know, such as rows that are left out
 */
@JsonPropertyOrder({"view", "title", "columns", "metrics", "rows", "notes"})
public record BeforeAfterData(
        String title,
        List<Column> columns,
        List<MetricInfo> metrics,
        List<Row> rows,
        List<String> notes) {

    /** The name of the view. */
    public static final String VIEW = "before-after";

    /** Copies the lists and checks that rows fit columns and metrics. */
    public BeforeAfterData {
        DataChecks.text(title, "The title");
        columns = List.copyOf(columns);
        metrics = List.copyOf(metrics);
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
        DataChecks.table(columns, metrics, rows);
    }

    /** Which view the page shows. */
    @JsonProperty("view")
    public String view() {
        return VIEW;
    }
}
