// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.inversion;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.restauro.training.config.Presets;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.published.PublishedConfig;

/**
 * Named beginnings of the settings of encoder training. {@code defaults.yml}, beside this class,
 * lists and explains every key; the presets say what they change.
 */
public final class EncoderPresets {
    /** The names. */
    public static final List<String> NAMES = List.of("small", "stylegan_ffhq256_encoder_y");

    private static final String RUNNER = "runner_type";
    private static final Presets PRESETS = new Presets(EncoderPresets.class, NAMES);

    private EncoderPresets() {}

    /** Every key with its default. */
    public static SettingsTree defaults() {
        return PRESETS.defaults();
    }

    /** The text that explains every key. */
    public static String explanation() {
        return PRESETS.explanation();
    }

    /** Whether a file of settings is one for training an encoder. */
    public static boolean areMeantBy(ObjectNode table) {
        return table.path(RUNNER).asText().equals("EncoderRunner")
                || NAMES.contains(table.path(Presets.KEY).asText());
    }

    /**
     * The settings of a table, which may name its preset as {@code preset}.
     *
     * @throws SettingsException for an unknown preset or key
     */
    public static SettingsTree of(ObjectNode table) {
        ObjectNode rest = Presets.withoutPreset(table);
        return table.has(Presets.KEY)
                ? preset(table.get(Presets.KEY).asText(), rest)
                : over(defaults(), rest);
    }

    /**
     * A preset with other settings laid over it.
     *
     * @throws SettingsException for an unknown preset or key
     */
    public static SettingsTree preset(String name, ObjectNode over) {
        return over(PRESETS.preset(name), over);
    }

    /** A preset as it is. */
    public static SettingsTree preset(String name) {
        return preset(name, JsonNodeFactory.instance.objectNode());
    }

    private static SettingsTree over(SettingsTree tree, ObjectNode table) {
        return tree.over(PublishedConfig.fitting(table, tree));
    }
}
