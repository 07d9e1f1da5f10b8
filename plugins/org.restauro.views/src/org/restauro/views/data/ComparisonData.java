// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.views.data;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the comparison starts with.
 *
 * @param title its title
 * @param models the models' names
 * @param metrics their values
 * @param samples pictures of the models, or null
 * @param notes what the reader should know
 */
@JsonPropertyOrder({"view", "title", "models", "metrics", "samples", "notes"})
public record ComparisonData(
        String title,
        List<String> models,
        List<ComparedMetric> metrics,
        Samples samples,
        List<String> notes) {

    /** The name of the view. */
    public static final String VIEW = "comparison";

    /** Copies the lists and checks that all fit the models. */
    public ComparisonData {
        DataChecks.text(title, "The title");
        models = List.copyOf(models);
        metrics = List.copyOf(metrics);
        notes = List.copyOf(notes);
        Set<String> keys = new HashSet<>();
        for (ComparedMetric metric : metrics) {
            if (!keys.add(metric.key())) {
                throw new IllegalArgumentException(
                        "Two metrics have the key \"" + metric.key() + "\".");
            }
            if (metric.values().size() != models.size()) {
                throw new IllegalArgumentException(
                        metric.label()
                                + " has "
                                + metric.values().size()
                                + " values for "
                                + models.size()
                                + " models.");
            }
        }
        if (samples != null) {
            long restored =
                    samples.columns().stream().filter(c -> c.role() == Role.RESTORED).count();
            if (restored != models.size()) {
                throw new IllegalArgumentException(
                        "There are pictures of "
                                + restored
                                + " models instead of "
                                + models.size()
                                + ".");
            }
        }
    }

    /** Which view the page shows. */
    @JsonProperty("view")
    public String view() {
        return VIEW;
    }
}
