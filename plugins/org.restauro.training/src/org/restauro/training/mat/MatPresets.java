// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.mat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.restauro.training.config.Presets;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;

/**
 * Named beginnings of MAT's settings. {@code defaults.yml}, beside this class, lists and explains
 * every key; the presets say what they change.
 */
public final class MatPresets {
    /** The names. */
    public static final List<String> NAMES =
            List.of("small-64", "small-128", "places256", "places512", "celeba512", "auto");

    /** Key of the preset's name in files of settings, beside the groups. */
    public static final String KEY = Presets.KEY;

    private static final Presets PRESETS = new Presets(MatPresets.class, NAMES);

    private static final String AUTO = "auto";
    private static final int AUTO_RESOLUTION = 256;

    private MatPresets() {}

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
        return preset(table.path(KEY).asText("places512"), Presets.withoutPreset(table));
    }

    /**
     * A preset with other settings laid over it.
     *
     * @throws SettingsException for an unknown preset or key
     */
    public static SettingsTree preset(String name, ObjectNode over) {
        SettingsTree tree = PRESETS.preset(name);
        if (name.equals(AUTO)) {
            SettingsTree known = over.path("network").has("resolution") ? tree.over(over) : tree;
            int resolution =
                    known == tree
                            ? AUTO_RESOLUTION
                            : known.integer("network.resolution", 1, Integer.MAX_VALUE);
            tree = tree.over(auto(resolution));
        }
        return tree.over(over);
    }

    /** A preset as it is. */
    public static SettingsTree preset(String name) {
        return preset(name, JsonNodeFactory.instance.objectNode());
    }

    /** The published rule (Karras et al. 2020, as MAT took it over), on one device. */
    private static ObjectNode auto(int resolution) {
        int batch = Math.max(Math.min(4096 / resolution, 32), 1);
        double gamma = 0.0002 * resolution * resolution / batch;
        double rate = resolution >= 1024 ? 0.002 : 0.0025;
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.putObject("network")
                .put("resolution", resolution)
                .put("minibatchGroup", Math.min(batch, 4));
        tree.putObject("training").put("batch", batch).put("microBatch", batch);
        tree.putObject("optimizer").put("generatorRate", rate).put("discriminatorRate", rate);
        tree.putObject("loss").put("r1Gamma", gamma);
        tree.putObject("average").put("kimg", batch * 10 / 32.0);
        return tree;
    }
}
