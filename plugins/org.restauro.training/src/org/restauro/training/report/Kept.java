// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.report;

import com.fasterxml.jackson.databind.JsonNode;

/** Numbers that a checkpoint kept of a part of a run. */
record Kept(String part, JsonNode numbers) {
    Kept {
        if (!numbers.isObject()) {
            throw new IllegalArgumentException(
                    "The checkpoint holds " + numbers + " for " + part + ", not an object.");
        }
    }

    /** A number, or text of one. */
    double number(String name, double otherwise) {
        JsonNode value = numbers.get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            return value.isNumber() ? value.doubleValue() : Double.parseDouble(value.asText());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "The checkpoint holds "
                            + value
                            + " as "
                            + name
                            + " of "
                            + part
                            + "; a number would be right.",
                    e);
        }
    }
}
