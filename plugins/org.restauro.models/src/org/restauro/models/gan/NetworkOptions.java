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
public final class NetworkOptions {
    private final JsonNode json;
    private final Set<String> read = new TreeSet<>();

    /**
     * Reads an object.
     *
     * @throws IllegalArgumentException if it is none
     */
    public NetworkOptions(JsonNode json) {
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

    /** A whole number. */
    public int integer(String key, int fallback) {
        JsonNode node = at(key);
        if (node == null) {
            return fallback;
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            throw wrong(key, node, "a whole number");
        }
        return node.asInt();
    }

    /** Any number. */
    public double number(String key, double fallback) {
        JsonNode node = at(key);
        if (node == null) {
            return fallback;
        }
        if (!node.isNumber()) {
            throw wrong(key, node, "a number");
        }
        return node.asDouble();
    }

    /** True or false. */
    public boolean flag(String key, boolean fallback) {
        JsonNode node = at(key);
        if (node == null) {
            return fallback;
        }
        if (!node.isBoolean()) {
            throw wrong(key, node, "true or false");
        }
        return node.asBoolean();
    }

    /** Whole numbers: a list of them, or a single one. */
    public List<Integer> integers(String key) {
        JsonNode node = at(key);
        List<Integer> values = new ArrayList<>();
        if (node != null && node.isArray()) {
            node.forEach(n -> values.add(n.isIntegralNumber() ? n.asInt() : 0));
        } else if (node != null && node.isIntegralNumber()) {
            values.add(node.asInt());
        }
        if (values.isEmpty() || values.contains(0)) {
            throw wrong(key, node, "a list of whole numbers above 0");
        }
        return values;
    }

    /** One of an enumeration, by its name in any case; also true and false by their text. */
    public <E extends Enum<E>> E choice(String key, Class<E> type, E fallback) {
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

    /** A text that must be there. */
    public String text(String key) {
        JsonNode node = at(key);
        if (node == null) {
            throw new IllegalArgumentException("The options of a network lack '" + key + "'.");
        }
        return node.asText();
    }

    /**
     * Complains about options that nobody asked for.
     *
     * @throws IllegalArgumentException if there are any
     */
    public void finish() {
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
