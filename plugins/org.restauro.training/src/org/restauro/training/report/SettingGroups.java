// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A tree of settings as groups of names and texts. */
final class SettingGroups {
    private SettingGroups() {}

    /** Puts {@code settings}: facts first, then a group for each first level of the tree. */
    static void put(ObjectNode data, Map<String, String> facts, JsonNode tree) {
        ArrayNode groups = data.putArray("settings");
        if (!facts.isEmpty()) {
            ObjectNode entries = groups.addObject().put("name", "about").putObject("entries");
            facts.forEach(entries::put);
        }
        ObjectNode single = JsonNodeFactory.instance.objectNode();
        tree.fields()
                .forEachRemaining(
                        entry -> {
                            if (entry.getValue().isObject()) {
                                ObjectNode group = groups.addObject().put("name", entry.getKey());
                                flatten(group.putObject("entries"), "", entry.getValue());
                            } else {
                                flatten(single, entry.getKey(), entry.getValue());
                            }
                        });
        if (!single.isEmpty()) {
            groups.addObject().put("name", "other").set("entries", single);
        }
    }

    private static void flatten(ObjectNode to, String key, JsonNode value) {
        if (value.isObject()) {
            String prefix = key.isEmpty() ? "" : key + ".";
            value.fields().forEachRemaining(e -> flatten(to, prefix + e.getKey(), e.getValue()));
        } else {
            to.put(key, text(value));
        }
    }

    private static String text(JsonNode value) {
        if (!value.isArray()) {
            return value.asText();
        }
        List<String> items = new ArrayList<>();
        value.forEach(item -> items.add(item.isValueNode() ? item.asText() : item.toString()));
        return String.join(", ", items);
    }
}
