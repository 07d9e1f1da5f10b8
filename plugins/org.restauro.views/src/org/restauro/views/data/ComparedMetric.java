// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.views.data;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A metric of several models.
 *
 * @param key a name of its own; not blank
 * @param label how the reader sees it; not blank
 * @param higherIsBetter whether larger values are better
 * @param definition what exactly it is, or null
 * @param values a value for each model, null where there is none
 * @param best the indices of the best models; empty when the values cannot be compared
 * @param warnings what to know before trusting the values, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ComparedMetric(
        String key,
        String label,
        boolean higherIsBetter,
        String definition,
        List<Double> values,
        List<Integer> best,
        String warnings) {

    /** Copies the lists and checks numbers and indices. */
    public ComparedMetric {
        DataChecks.text(key, "A metric's key");
        DataChecks.text(label, "A metric's label");
        values = DataChecks.numbers(values, "A value of " + label);
        best = List.copyOf(best);
        for (int index : best) {
            if (index < 0 || index >= values.size() || values.get(index) == null) {
                throw new IllegalArgumentException(
                        "Model " + index + " cannot be the best of " + label + ": " + values);
            }
        }
    }
}
