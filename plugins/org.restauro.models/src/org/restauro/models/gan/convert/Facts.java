// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.convert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a file states a network was made with; what is not stated is the maker's default. */
final class Facts {
    private final JsonNode json;

    Facts(JsonNode json) {
        this.json = json.isObject() ? json : JsonNodeFactory.instance.objectNode();
    }

    /** The facts under a key; none if there are none. */
    Facts in(String key) {
        return new Facts(json.path(key));
    }

    boolean empty() {
        return json.isEmpty();
    }

    double number(String key, double fallback) {
        JsonNode node = json.path(key);
        return node.isNumber() ? node.asDouble() : node.isTextual() ? Double.NaN : fallback;
    }

    /** Whether a value is stated as None. */
    boolean none(String key) {
        return json.path(key).isNull();
    }

    String text(String key, String fallback) {
        JsonNode node = json.path(key);
        return node.isMissingNode() || node.isNull() ? fallback : node.asText();
    }

    /**
     * Complains about an option whose other values do not exist here.
     *
     * @param key of a plain value
     * @param only the one value that does, as text
     */
    void require(String key, String only) {
        String stated = text(key, only);
        if (!stated.equals(only)) {
            throw new IllegalArgumentException(
                    "it was made with "
                            + key
                            + " "
                            + stated
                            + "; only "
                            + only
                            + " can be converted");
        }
    }

    /** Copies a number that leaves no trace in the weights, where it is stated. */
    void copyNumber(String key, ObjectNode config, String option) {
        double value = number(key, Double.NaN);
        if (!Double.isNaN(value)) {
            config.put(option, value);
        }
    }

    /** Whether a filter is stated that is not the usual one. */
    boolean otherFilter(String key, int... usual) {
        JsonNode filter = json.path(key);
        if (filter.isMissingNode() || filter.isNull()) {
            return false;
        }
        boolean same = filter.size() == usual.length;
        for (int i = 0; same && i < usual.length; i++) {
            same = filter.get(i).asDouble() == usual[i];
        }
        return !same;
    }
}
