// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.restauro.training.config.Presets;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.published.PublishedConfig;

/**
 * Named beginnings of a GAN's settings: small ones for a CPU, those that GenForce ships, and
 * StyleGAN2-ADA's. {@code defaults.yml}, beside this class, lists and explains every key.
 */
public final class GanPresets {
    /** Those that stand in files. */
    private static final List<String> FILES =
            List.of(
                    "stylegan2-small-64",
                    "stylegan2ada-small-64",
                    "stylegan-small-32",
                    "pggan-small-32",
                    "pggan_celebahq1024",
                    "stylegan_demo",
                    "stylegan_ffhq256",
                    "stylegan_ffhq256_val",
                    "stylegan_ffhq1024",
                    "stylegan_ffhq1024_val",
                    "stylegan2_demo512");

    /** The names. */
    public static final List<String> NAMES = names();

    /** Keys of which a file of settings for a GAN has at least one. */
    private static final List<String> SIGNS = List.of("gan_type", "runner_type", "modules");

    private static final String DEFAULT = "stylegan2-small-64";
    private static final Presets PRESETS = new Presets(GanPresets.class, FILES);

    private GanPresets() {}

    private static List<String> names() {
        List<String> names = new ArrayList<>(FILES);
        names.addAll(AdaPresets.NAMES);
        return List.copyOf(names);
    }

    /** Every key with its default. */
    public static SettingsTree defaults() {
        return PRESETS.defaults();
    }

    /** The text that explains every key. */
    public static String explanation() {
        return PRESETS.explanation();
    }

    /** Whether a table of settings is for a GAN: by its preset, or by keys that only GANs have. */
    public static boolean describes(ObjectNode table) {
        return NAMES.contains(table.path(Presets.KEY).asText())
                || SIGNS.stream().anyMatch(table::has);
    }

    /**
     * The settings of a table, which may name its preset as {@code preset}. A table that states a
     * {@code gan_type} and no preset is a whole configuration as GenForce has them.
     *
     * @throws SettingsException for an unknown preset or key
     */
    public static SettingsTree of(ObjectNode table) {
        ObjectNode rest = Presets.withoutPreset(table);
        if (!table.has(Presets.KEY) && table.has("gan_type")) {
            return over(defaults(), rest);
        }
        return preset(table.path(Presets.KEY).asText(DEFAULT), rest);
    }

    /**
     * A preset with other settings laid over it.
     *
     * @throws SettingsException for an unknown preset or key
     */
    public static SettingsTree preset(String name, ObjectNode over) {
        if (AdaPresets.NAMES.contains(name)) {
            SettingsTree wanted = over(defaults(), over);
            ObjectNode recipe = AdaPresets.recipe(name, wanted, over.has("resolution"));
            return over(over(defaults(), recipe), over);
        }
        if (!FILES.contains(name)) {
            throw Presets.unknown(name, NAMES);
        }
        return over(over(defaults(), PRESETS.table(name)), over);
    }

    /** A preset as it is. */
    public static SettingsTree preset(String name) {
        return preset(name, JsonNodeFactory.instance.objectNode());
    }

    private static SettingsTree over(SettingsTree below, ObjectNode above) {
        return below.over(PublishedConfig.fitting(above, below));
    }
}
