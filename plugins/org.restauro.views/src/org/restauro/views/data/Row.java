// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.views.data;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * The pictures of one object.
 *
 * @param name what the reader sees
 * @param size of its first picture, or null
 * @param holeRatio the part that is missing, 0 to 1, or null
 * @param seconds how long its restoration took, or null
 * @param status how its restoration went, or null
 * @param present a flag for each column: whether there is a picture
 * @param reasons for each column why there is no picture, null where there is one; or null
 * @param scores by metric a value for each restored column in their order, null where there is
 *     none; or null
 */
public record Row(
        String name,
        Size size,
        @JsonInclude(JsonInclude.Include.NON_NULL) Double holeRatio,
        @JsonInclude(JsonInclude.Include.NON_NULL) Double seconds,
        @JsonInclude(JsonInclude.Include.NON_NULL) String status,
        List<Boolean> present,
        @JsonInclude(JsonInclude.Include.NON_NULL) List<String> reasons,
        @JsonInclude(JsonInclude.Include.NON_NULL) Map<String, List<Double>> scores) {

    /** Copies the lists and checks the numbers. */
    public Row {
        if (name == null) {
            throw new IllegalArgumentException("A row has no name.");
        }
        DataChecks.finite(holeRatio, "The hole ratio of " + name);
        if (holeRatio != null && (holeRatio < 0 || holeRatio > 1)) {
            throw new IllegalArgumentException(
                    "The hole ratio of "
                            + name
                            + " lies between 0 and 1, not at "
                            + holeRatio
                            + ".");
        }
        DataChecks.finite(seconds, "The seconds of " + name);
        present = List.copyOf(present);
        reasons = reasons == null ? null : DataChecks.list(reasons);
        if (reasons != null && reasons.size() != present.size()) {
            throw new IllegalArgumentException(
                    "The row "
                            + name
                            + " has "
                            + reasons.size()
                            + " reasons for "
                            + present.size()
                            + " columns.");
        }
        scores = scores == null ? null : DataChecks.values(scores, "of " + name);
    }
}
