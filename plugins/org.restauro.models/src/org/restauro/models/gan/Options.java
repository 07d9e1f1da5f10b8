// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Reads a JSON object of published option names; what is missing keeps its default. */
final class Options {
    private final JsonNode json;
    private final Set<String> read = new TreeSet<>();

    Options(JsonNode json) {
        if (!json.isObject()) {
            throw new IllegalArgumentException(
                    "The options of a network are " + json + "; a JSON object would be right.");
        }
        this.json = json;
    }

    private JsonNode at(String key) {
        read.add(key);
        JsonNode node = json.get(key);
        return node == null || node.isNull() ? null : node;
    }

    int integer(String key, int fallback) {
        JsonNode node = at(key);
        if (node == null) {
            return fallback;
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            throw wrong(key, node, "a whole number");
        }
        return node.asInt();
    }

    double number(String key, double fallback) {
        JsonNode node = at(key);
        if (node == null) {
            return fallback;
        }
        if (!node.isNumber()) {
            throw wrong(key, node, "a number");
        }
        return node.asDouble();
    }

    boolean flag(String key, boolean fallback) {
        JsonNode node = at(key);
        if (node == null) {
            return fallback;
        }
        if (!node.isBoolean()) {
            throw wrong(key, node, "true or false");
        }
        return node.asBoolean();
    }

    /** One of an enumeration, by its name in any case; also true and false by their text. */
    <E extends Enum<E>> E choice(String key, Class<E> type, E fallback) {
        JsonNode node = at(key);
        if (node == null) {
            return fallback;
        }
        String wanted = node.asText().toUpperCase(Locale.ROOT);
        for (E e : type.getEnumConstants()) {
            if (e.name().equals(wanted)) {
                return e;
            }
        }
        throw wrong(
                key,
                node,
                "one of " + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT));
    }

    String text(String key) {
        JsonNode node = at(key);
        if (node == null) {
            throw new IllegalArgumentException("The options of a network lack '" + key + "'.");
        }
        return node.asText();
    }

    /** Complains about options that nobody asked for. */
    void finish() {
        List<String> unknown = new ArrayList<>();
        json.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(read);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "Unknown options of a network: " + unknown + "; there are " + read + ".");
        }
    }

    private static IllegalArgumentException wrong(String key, JsonNode node, String right) {
        return new IllegalArgumentException(
                "The option '" + key + "' is " + node + "; " + right + " would be right.");
    }
}
