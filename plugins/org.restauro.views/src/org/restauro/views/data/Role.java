// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.views.data;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a column of pictures shows; in JSON the name in lower case. */
public enum Role {
    /** The picture with its damage, before restoration. */
    DAMAGED,
    /** A restored picture. */
    RESTORED,
    /** The picture as it was before the damage. */
    TRUTH,
    /** The mask: white known, black hole. */
    MASK,
    /** Something else. */
    OTHER;

    /** The name in JSON. */
    @JsonValue
    public String json() {
        return name().toLowerCase(Locale.ROOT);
    }
}
