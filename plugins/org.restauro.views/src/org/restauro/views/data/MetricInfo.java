// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.views.data;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A metric of which pictures or models have values.
 *
 * @param key how the rows name it; not blank
 * @param label how the reader sees it; not blank
 * @param higherIsBetter whether larger values are better
 * @param definition what exactly it is, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MetricInfo(String key, String label, boolean higherIsBetter, String definition) {
    /** Checks the texts. */
    public MetricInfo {
        DataChecks.text(key, "A metric's key");
        DataChecks.text(label, "A metric's label");
    }
}
