// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.published;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;

/**
 * Configurations with GenForce's keys, written as YAML.
 *
 * <p>{@link #fitting} changes what such a file says into what a tree of settings takes: a
 * controller that is named is switched on; what only concerned the published program is left out;
 * an empty group changes nothing; {@code seed} and {@code weight_path} go where they belong.
 */
public final class PublishedConfig {
    /** Set by the published program or meant for its machine; without effect here. */
    private static final Set<String> IGNORED =
            Set.of(
                    "cudnn_benchmark",
                    "cudnn_deterministic",
                    "launcher",
                    "backend",
                    "num_gpus",
                    "is_distributed",
                    "work_dir",
                    "resume_path",
                    "logger_type");

    /** Of every controller; the order is fixed here and every process writes its own files. */
    private static final Set<String> IGNORED_OF_CONTROLLERS = Set.of("priority", "master_only");

    private static final String CONTROLLERS = "controllers";
    private static final String ENABLED = "enabled";

    private PublishedConfig() {}

    /**
     * A table that {@link SettingsTree#over} takes.
     *
     * @param table as it stands in a file; stays as it is
     */
    public static ObjectNode fitting(ObjectNode table, SettingsTree defaults) {
        ObjectNode copy = table.deepCopy();
        copy.remove(IGNORED);
        move(copy, "seed", "seed");
        move(copy, "weight_path", "model");
        if (copy.get(CONTROLLERS) instanceof ObjectNode controllers) {
            for (Map.Entry<String, JsonNode> entry : controllers.properties()) {
                entry.setValue(controller(entry.getKey(), entry.getValue(), defaults));
            }
        }
        dropEmptyGroups(copy, defaults.json());
        return copy;
    }

    private static void move(ObjectNode table, String from, String to) {
        JsonNode value = table.remove(from);
        if (value != null && !value.isNull()) {
            table.withObject("/training").set(to, value);
        }
    }

    private static JsonNode controller(String name, JsonNode options, SettingsTree defaults) {
        boolean known = defaults.json().path(CONTROLLERS).has(name);
        if (!known || !(options.isNull() || options.isObject())) {
            return options; // an error that the tree knows words for
        }
        ObjectNode copy =
                options.isNull() ? defaults.json().objectNode() : (ObjectNode) options.deepCopy();
        copy.remove(IGNORED_OF_CONTROLLERS);
        if (!copy.has(ENABLED)) {
            copy.put(ENABLED, true);
        }
        return copy;
    }

    private static void dropEmptyGroups(ObjectNode table, ObjectNode known) {
        List<String> empty = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : table.properties()) {
            JsonNode value = entry.getValue();
            JsonNode group = known.path(entry.getKey());
            boolean nothing = value.isNull() || value.isObject() && value.isEmpty();
            if (nothing && (group.isObject() || entry.getKey().contains("kwargs"))) {
                empty.add(entry.getKey());
            } else if (value.isObject() && group.isObject()) {
                dropEmptyGroups((ObjectNode) value, (ObjectNode) group);
            }
        }
        table.remove(empty);
    }

    /**
     * Numbers: a list, or one text with commas.
     *
     * @throws SettingsException if it is none, or of another length
     */
    static List<Double> numbers(SettingsTree tree, String key, int count) {
        JsonNode node = tree.json().at("/" + key.replace('.', '/'));
        List<Double> values = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(n -> values.add(n.isNumber() ? n.asDouble() : Double.NaN));
        } else if (node.isTextual()) {
            for (String part : node.asText().split(",")) {
                values.add(number(part.strip()));
            }
        }
        if (values.size() != count || values.stream().anyMatch(v -> v.isNaN())) {
            throw tree.wrong(key, "a list of " + count + " numbers like " + example(count));
        }
        return values;
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static String example(int count) {
        double[] example = new double[count];
        Arrays.fill(example, 0.5);
        return Arrays.toString(example);
    }
}
