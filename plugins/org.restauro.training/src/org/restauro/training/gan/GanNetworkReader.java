// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.gan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.restauro.models.gan.DiscriminatorConfig;
import org.restauro.models.gan.GeneratorConfig;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.gan.GanNetworkSettings.Average;
import org.restauro.training.gan.GanNetworkSettings.Learning;
import org.restauro.training.published.PublishedOptimizer;
import org.restauro.training.session.SharedSettings;

/** Reads {@code modules}, and of our own groups what concerns networks and their learning. */
final class GanNetworkReader {
    private static final String GENERATOR = "modules.generator";
    private static final String DISCRIMINATOR = "modules.discriminator";
    private static final String TYPE = "gan_type";
    private static final String RESOLUTION = "resolution";

    private enum AdamVariant {
        GENFORCE,
        PYTORCH
    }

    private GanNetworkReader() {}

    static GanNetworkSettings networks(SettingsTree tree) {
        GeneratorConfig generator = generator(tree);
        DiscriminatorConfig discriminator = discriminator(tree, generator);
        try {
            return new GanNetworkSettings(
                    SharedSettings.policy(tree),
                    generator,
                    discriminator,
                    learning(tree, GENERATOR, generatorInterval(tree)),
                    learning(tree, DISCRIMINATOR, discriminatorInterval(tree)),
                    tree.integer("training.freezeDiscriminator", 0, 1 << 10),
                    new Average(
                            tree.number(GENERATOR + ".g_smooth_img", 0, 1e12),
                            tree.number("average.rampUp", 0, 1),
                            tree.flag("average.parity")));
        } catch (SettingsException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new SettingsException(e.getMessage(), e);
        }
    }

    private static GeneratorConfig generator(SettingsTree tree) {
        try {
            return GeneratorConfig.fromJson(model(tree, GENERATOR));
        } catch (IllegalArgumentException e) {
            throw wrong(GENERATOR, e);
        }
    }

    private static DiscriminatorConfig discriminator(SettingsTree tree, GeneratorConfig made) {
        ObjectNode options = model(tree, DISCRIMINATOR);
        if (options.path("label_size").isNull()) {
            options.put("label_size", made.labelSize());
        }
        if (options.path("image_channels").isNull()) {
            options.put("image_channels", made.imageChannels());
        }
        try {
            return DiscriminatorConfig.fromJson(options);
        } catch (IllegalArgumentException e) {
            throw wrong(DISCRIMINATOR, e);
        }
    }

    private static SettingsException wrong(String module, IllegalArgumentException e) {
        return e instanceof SettingsException s
                ? s
                : new SettingsException(module + ".model: " + e.getMessage(), e);
    }

    /** The options of a module, with what is open taken from the top of the settings. */
    private static ObjectNode model(SettingsTree tree, String module) {
        ObjectNode options = (ObjectNode) tree.json().at("/" + module.replace('.', '/') + "/model");
        for (String key : new String[] {TYPE, RESOLUTION}) {
            JsonNode above = tree.json().get(key);
            JsonNode own = options.get(key);
            if (own.isNull()) {
                options.set(key, above);
            } else if (!own.asText().equalsIgnoreCase(above.asText())) {
                throw tree.wrong(module + ".model." + key, "that of the run, " + above + ",");
            }
        }
        return options;
    }

    private static int generatorInterval(SettingsTree tree) {
        boolean path = tree.number("regularisation.pathLengthWeight", 0, 1e9) > 0;
        return path ? tree.integer("regularisation.pathLengthInterval", 1, 1 << 20) : 0;
    }

    private static int discriminatorInterval(SettingsTree tree) {
        int interval = tree.integer("regularisation.discriminatorInterval", 1, 1 << 20);
        return interval > 1 ? interval : 0;
    }

    private static Learning learning(SettingsTree tree, String module, int interval) {
        boolean corrected = tree.choice("training.adam", AdamVariant.class) == AdamVariant.PYTORCH;
        PublishedOptimizer plain = PublishedOptimizer.of(tree, module + ".opt", corrected);
        PublishedOptimizer o = tree.flag("training.lazyScaling") ? plain.lazy(interval) : plain;
        return new Learning(o.adam(), o.biasRate(), o.biasDecay());
    }
}
