// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.mat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Set;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.mat.MatPresets;
import org.restauro.training.mat.MatTrainingSettings;

/**
 * From the dialog to the settings of a run. The groups of {@link MatTrainerNodeParameters} are the
 * groups of a run, and their fields its keys, so that the way between is one loop: a text that is
 * empty, a choice that is {@code PRESET} and a number of {@link #ZERO_IS_PRESET} that is 0 stay as
 * the preset has them.
 */
final class TrainerSettings {

    /** What an empty text field shows. */
    static final String AS_PRESET = "as the preset";

    /** Keys whose 0 means the preset's value. */
    private static final Set<String> ZERO_IS_PRESET =
            Set.of("training.kimg", "training.batch", "training.microBatch");

    /** Keys that are lists, which the dialog takes with commas. */
    private static final Set<String> LISTS =
            Set.of("masks.kinds", "network.depths", "network.windows");

    /** Keys that are texts whatever they look like. */
    private static final Set<String> TEXTS = Set.of("loss.perceptualWeights", "output.licence");

    private static final String PRESET = "PRESET";

    private TrainerSettings() {}

    /**
     * The settings of the run.
     *
     * @throws InvalidSettingsException for a text that is no value
     */
    static SettingsTree tree(final MatTrainerNodeParameters parameters)
            throws InvalidSettingsException {
        ObjectNode over = JsonNodeFactory.instance.objectNode();
        try {
            for (Field group : MatTrainerNodeParameters.class.getDeclaredFields()) {
                if (NodeParameters.class.isAssignableFrom(group.getType())) {
                    over.set(group.getName(), values(group.getName(), group.get(parameters)));
                }
            }
            return fitted(MatPresets.preset(parameters.preset.key(), over), over);
        } catch (SettingsException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Where the images of a step were chosen, what was left to the preset follows: the images at a
     * time must divide them, and the compared samples those.
     */
    private static SettingsTree fitted(final SettingsTree tree, final ObjectNode over) {
        SettingsTree fitted = tree;
        if (over.at("/training/batch").isMissingNode()) {
            return tree;
        }
        if (over.at("/training/microBatch").isMissingNode()) {
            fitted = divided(fitted, "training.microBatch", "training.batch");
        }
        if (over.at("/network/minibatchGroup").isMissingNode()) {
            fitted = divided(fitted, "network.minibatchGroup", "training.microBatch");
        }
        return fitted;
    }

    private static SettingsTree divided(
            final SettingsTree tree, final String key, final String of) {
        int whole = tree.integer(of, 1, Integer.MAX_VALUE);
        int part = Math.min(whole, tree.integer(key, 1, Integer.MAX_VALUE));
        while (whole % part != 0) {
            part--;
        }
        return tree.set(key, JsonNodeFactory.instance.numberNode(part));
    }

    private static ObjectNode values(final String group, final Object settings)
            throws IllegalAccessException {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        for (Field field : settings.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                String key = group + "." + field.getName();
                String text = text(key, field.get(settings));
                if (!text.isEmpty()) {
                    values.set(field.getName(), value(key, text));
                }
            }
        }
        return values;
    }

    private static String text(final String key, final Object value) {
        if (value == null || value.toString().equals(PRESET)) {
            return "";
        }
        if (value instanceof Enum<?> choice) {
            return SettingsTree.name(choice);
        }
        if (value instanceof Number number
                && number.doubleValue() == 0
                && ZERO_IS_PRESET.contains(key)) {
            return "";
        }
        return value.toString().trim();
    }

    private static JsonNode value(final String key, final String text) {
        if (TEXTS.contains(key)) {
            return JsonNodeFactory.instance.textNode(text);
        }
        boolean list = LISTS.contains(key) && !text.startsWith("[");
        return SettingsTree.parse("value: " + (list ? "[" + text + "]" : text), key).get("value");
    }

    /**
     * Checks the settings without starting to compute.
     *
     * @throws InvalidSettingsException saying which setting cannot be used and what would be right
     */
    static SettingsTree check(final MatTrainerNodeParameters parameters)
            throws InvalidSettingsException {
        SettingsTree tree = tree(parameters);
        try {
            // a device is looked for only when the node executes: that loads native libraries
            MatTrainingSettings.of(tree.set("device.device", "cpu"));
        } catch (SettingsException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
        return tree;
    }
}
