// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;

/** The plain values of a file as JSON, as far as a person or a configuration needs them. */
final class PickleJson {
    private static final int DEEPEST = 6;
    private static final int MOST_VALUES = 20_000;
    private static final int LONGEST_LIST = 64;
    private static final int LONGEST_TEXT = 400;

    private final JsonNodeFactory json = JsonNodeFactory.instance;
    private int values;

    /** Everything in a dictionary that is not a tensor, a module or a holder of tensors. */
    ObjectNode plainValues(Object root) {
        ObjectNode result = json.objectNode();
        if (root instanceof PickleDict dict) {
            addEntries(result, dict, 0);
        }
        return result;
    }

    /** A module's plain attributes and the arguments it was made with. */
    ObjectNode attributes(PickleNode node) {
        ObjectNode result = json.objectNode();
        PickleDict attributes = node instanceof PickleRecord record ? record.attributes() : null;
        for (int i = 0; attributes != null && i < attributes.size(); i++) {
            if (attributes.key(i) instanceof String key
                    && (!key.startsWith("_") || key.startsWith("_init_"))
                    && isPlain(attributes.value(i))) {
                result.set(key, value(attributes.value(i), 0));
            }
        }
        return result;
    }

    private static boolean isPlain(Object value) {
        return !Members.isTensor(value)
                && !(value instanceof PickleRecord)
                && !(value instanceof PickleNode node
                        && node.search() == PickleNode.Search.WITH_TENSORS);
    }

    private void addEntries(ObjectNode target, PickleDict dict, int depth) {
        for (int i = 0; i < dict.size() && values < MOST_VALUES; i++) {
            values++;
            Object key = dict.key(i);
            if ((key instanceof String || key instanceof Long) && isPlain(dict.value(i))) {
                target.set(shortened(key.toString()), value(dict.value(i), depth + 1));
            }
        }
    }

    private JsonNode value(Object value, int depth) {
        values++;
        if (value == null) {
            return json.nullNode();
        } else if (value instanceof Boolean truth) {
            return json.booleanNode(truth);
        } else if (value instanceof Long number) {
            return json.numberNode(number);
        } else if (value instanceof BigInteger number) {
            return json.numberNode(number);
        } else if (value instanceof Double number) {
            return Double.isFinite(number)
                    ? json.numberNode(number)
                    : json.textNode(number.toString());
        } else if (value instanceof String text) {
            return json.textNode(shortened(text));
        } else if (value instanceof GlobalName name) {
            return json.textNode(shortened(name.qualified()));
        } else if (value instanceof RawBytes raw) {
            return json.textNode(raw.content().size() + " bytes");
        }
        return container(value, depth);
    }

    private JsonNode container(Object value, int depth) {
        if (depth < DEEPEST && value instanceof PickleDict dict) {
            ObjectNode result = json.objectNode();
            addEntries(result, dict, depth);
            return result;
        }
        if (depth < DEEPEST && value instanceof PickleList list) {
            ArrayNode result = json.arrayNode();
            int shown = Math.min(LONGEST_LIST, list.size());
            for (int i = 0; i < shown && values < MOST_VALUES; i++) {
                result.add(value(list.get(i), depth + 1));
            }
            return result;
        }
        return json.textNode(
                value instanceof PickleRecord record ? shortened(record.className()) : "…");
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }
}
