// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Set;
import org.knime.node.parameters.NodeParameters;
import org.restauro.training.config.SettingsTree;

/**
 * From a dialog to the settings of a run. The groups of the node's parameters are the groups of the
 * run, and their fields its keys, so that the way between is one loop: a text that is empty, a
 * choice that is {@code PRESET} and some numbers that are 0 stay as the preset has them.
 */
public final class GroupSettings {

    /** What an empty text field shows. */
    public static final String AS_PRESET = "as the preset";

    private static final String PRESET = "PRESET";

    private final Map<String, String> groups;
    private final Set<String> zeroIsPreset;
    private final Set<String> lists;
    private final Set<String> texts;

    /**
     * @param groups the run's groups of fields that are called otherwise, because several of them
     *     make a group
     * @param zeroIsPreset keys whose 0 means the preset's value
     * @param lists keys that are lists, which the dialog takes with commas
     * @param texts keys that are texts whatever they look like
     */
    public GroupSettings(
            final Map<String, String> groups,
            final Set<String> zeroIsPreset,
            final Set<String> lists,
            final Set<String> texts) {
        this.groups = groups;
        this.zeroIsPreset = zeroIsPreset;
        this.lists = lists;
        this.texts = texts;
    }

    /** The run's group that a field is. */
    public String group(final String field) {
        return groups.getOrDefault(field, field);
    }

    /**
     * What was chosen otherwise than the preset has it.
     *
     * @param parameters of the node
     * @throws org.restauro.training.config.SettingsException for a text that is no value
     */
    public ObjectNode chosen(final NodeParameters parameters) {
        ObjectNode over = JsonNodeFactory.instance.objectNode();
        try {
            for (Field field : parameters.getClass().getDeclaredFields()) {
                if (NodeParameters.class.isAssignableFrom(field.getType())) {
                    field.setAccessible(true);
                    String group = group(field.getName());
                    add(group, field.get(parameters), over.withObject("/" + group));
                }
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
        return over;
    }

    private void add(final String group, final Object settings, final ObjectNode values)
            throws IllegalAccessException {
        for (Field field : settings.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                field.setAccessible(true);
                String key = group + "." + field.getName();
                String text = text(key, field.get(settings));
                if (!text.isEmpty()) {
                    values.set(field.getName(), value(key, text));
                }
            }
        }
    }

    private String text(final String key, final Object value) {
        if (value == null || value.toString().equals(PRESET)) {
            return "";
        }
        if (value instanceof Enum<?> choice) {
            return SettingsTree.name(choice);
        }
        if (value instanceof Number number
                && number.doubleValue() == 0
                && zeroIsPreset.contains(key)) {
            return "";
        }
        return value.toString().trim();
    }

    private JsonNode value(final String key, final String text) {
        if (texts.contains(key)) {
            return JsonNodeFactory.instance.textNode(text);
        }
        boolean list = lists.contains(key) && !text.startsWith("[");
        return SettingsTree.parse("value: " + (list ? "[" + text + "]" : text), key).get("value");
    }

    /**
     * A part that must divide a whole: as it is if it does, otherwise the next below it that does.
     *
     * @param key of the part
     * @param of of the whole
     */
    public static SettingsTree divided(final SettingsTree tree, final String key, final String of) {
        int whole = tree.integer(of, 1, Integer.MAX_VALUE);
        int part = Math.min(whole, tree.integer(key, 1, Integer.MAX_VALUE));
        while (whole % part != 0) {
            part--;
        }
        return tree.set(key, JsonNodeFactory.instance.numberNode(part));
    }
}
