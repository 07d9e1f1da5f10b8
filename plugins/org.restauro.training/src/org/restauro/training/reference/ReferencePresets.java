// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.reference;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.restauro.training.config.Presets;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;

/**
 * Named beginnings of the settings of fine-tuning. {@code defaults.yml}, beside this class, lists
 * and explains every key; the presets say what they change.
 */
public final class ReferencePresets {
    /** The names. */
    public static final List<String> NAMES = List.of("published", "full", "small-64");

    /** Key of the preset's name in files of settings, beside the groups. */
    public static final String KEY = Presets.KEY;

    private static final Presets PRESETS = new Presets(ReferencePresets.class, NAMES);

    private ReferencePresets() {}

    /** Every key with its default. */
    public static SettingsTree defaults() {
        return PRESETS.defaults();
    }

    /** The text that explains every key. */
    public static String explanation() {
        return PRESETS.explanation();
    }

    /**
     * The settings of a table, which may name its preset as {@code preset}.
     *
     * @throws SettingsException for an unknown preset or key
     */
    public static SettingsTree of(ObjectNode table) {
        return PRESETS.preset(table.path(KEY).asText(NAMES.get(0)))
                .over(Presets.withoutPreset(table));
    }
}
