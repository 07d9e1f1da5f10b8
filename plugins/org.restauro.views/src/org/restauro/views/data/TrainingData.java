// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.views.data;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * What the training monitor starts with.
 *
 * @param title its title
 * @param columns the first four are {@link #FIRST}, then one for each measured value
 * @param rows a number for each column, null where there is none
 * @param notes what the reader should know
 */
@JsonPropertyOrder({"view", "title", "columns", "rows", "notes"})
public record TrainingData(
        String title, List<String> columns, List<List<Double>> rows, List<String> notes) {

    /** The name of the view. */
    public static final String VIEW = "training";

    /** The columns that each log has. */
    public static final List<String> FIRST =
            List.of("step", "images", "seconds", "images per second");

    /** Copies the lists and checks that rows fit columns. */
    public TrainingData {
        DataChecks.text(title, "The title");
        columns = List.copyOf(columns);
        notes = List.copyOf(notes);
        if (columns.size() < FIRST.size() || !columns.subList(0, FIRST.size()).equals(FIRST)) {
            throw new IllegalArgumentException(
                    "The columns of a log begin with " + FIRST + ", not " + columns + ".");
        }
        int width = columns.size();
        rows =
                rows.stream()
                        .map(row -> DataChecks.numbers(row, "A value of the log"))
                        .peek(row -> checkWidth(row, width))
                        .toList();
    }

    private static void checkWidth(List<Double> row, int width) {
        if (row.size() != width) {
            throw new IllegalArgumentException(
                    "A row of the log has " + row.size() + " values for " + width + " columns.");
        }
    }

    /** Which view the page shows. */
    @JsonProperty("view")
    public String view() {
        return VIEW;
    }
}
