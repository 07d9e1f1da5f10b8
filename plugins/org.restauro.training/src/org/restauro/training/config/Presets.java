// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.restauro.engine.text.NearestName;

/**
 * Named beginnings of settings, as resources beside a class: {@code defaults.yml} lists and
 * explains every key, {@code NAME.yml} says what a preset changes.
 */
public final class Presets {
    /** Key of the preset's name in files of settings, beside the groups. */
    public static final String KEY = "preset";

    private final Class<?> anchor;
    private final List<String> names;

    /** Takes the class that the resources stand beside, and the presets' names. */
    public Presets(Class<?> anchor, List<String> names) {
        this.anchor = anchor;
        this.names = List.copyOf(names);
    }

    /** Every key with its default. */
    public SettingsTree defaults() {
        return SettingsTree.defaults(resource("defaults"), "defaults.yml");
    }

    /** The text that explains every key. */
    public String explanation() {
        return resource("defaults");
    }

    /**
     * The settings of a preset.
     *
     * @throws SettingsException if there is no such preset
     */
    public SettingsTree preset(String name) {
        return defaults().over(table(name));
    }

    /**
     * What a preset changes.
     *
     * @throws SettingsException if there is no such preset
     */
    public ObjectNode table(String name) {
        if (!names.contains(name)) {
            throw unknown(name, names);
        }
        return SettingsTree.parse(resource(name), name + ".yml");
    }

    /** Says that there is no such preset, and which there are. */
    public static SettingsException unknown(String name, List<String> names) {
        return new SettingsException(
                "There is no preset \""
                        + name
                        + "\""
                        + NearestName.hint(name, names)
                        + " There are "
                        + String.join(", ", names)
                        + ".");
    }

    /** What a table of settings holds besides its preset. */
    public static ObjectNode withoutPreset(ObjectNode table) {
        ObjectNode rest = table.deepCopy();
        rest.remove(KEY);
        return rest;
    }

    private String resource(String name) {
        try (InputStream in = anchor.getResourceAsStream(name + ".yml")) {
            if (in == null) {
                throw new IllegalStateException("The resource " + name + ".yml is missing.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
