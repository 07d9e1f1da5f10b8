// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.gan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.knime.core.node.InvalidSettingsException;
import org.restauro.models.file.ModelFile;
import org.restauro.models.gan.GanFamily;
import org.restauro.models.gan.GanModels;
import org.restauro.models.gan.GeneratorConfig;
import org.restauro.nodes.table.RowProblems;
import org.restauro.nodes.trainer.GroupSettings;
import org.restauro.nodes.trainer.SettingLines;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.gan.GanPresets;
import org.restauro.training.gan.GanTrainingSettings;

/** From the dialog to the settings of a run: what is chosen is laid over a preset or a file. */
final class GanTrainerSettings {

    static final String MESSAGE_NO_GAN =
            "The file %s holds no settings of a GAN. Choose one with gan_type, modules or a GAN's"
                    + " preset.";
    static final String MESSAGE_FAMILY =
            "The model \"%s\" is of the family \"%s\", but the settings train the family \"%s\"."
                    + " Choose a preset of the model's family.";

    private static final int KILO = 1000;
    private static final String SHAPE = "modules.%s.model.";

    /** What of a model's shape follows from the settings or the images instead. */
    private static final Set<String> OWN = Set.of("gan_type", "resolution", "label_size");

    private static final GroupSettings GROUPS =
            new GroupSettings(
                    Map.of(), Set.of("training.microBatch"), Set.of(), Set.of("output.licence"));

    private GanTrainerSettings() {}

    /**
     * The settings of the run.
     *
     * @throws InvalidSettingsException for a value that cannot be
     */
    static SettingsTree tree(final GanTrainerNodeParameters parameters)
            throws InvalidSettingsException {
        try {
            ObjectNode over = GROUPS.chosen(parameters);
            if (parameters.resolution > 0) {
                over.put("resolution", parameters.resolution);
            }
            if (parameters.batch > 0) {
                over.put("batch_size", parameters.batch);
            }
            SettingsTree tree = begun(parameters, over);
            if (parameters.kimg > 0) {
                tree = tree.set("total_img", Long.toString(Math.round(parameters.kimg * KILO)));
                tree = tree.set("total_iters", "0").set("total_epochs", "0");
            }
            String chance = parameters.mirror.chance();
            if (!chance.isEmpty()) {
                tree = tree.set("data.train.mirror", chance);
            }
            return SettingLines.over(tree, parameters.settings);
        } catch (SettingsException | IOException e) {
            throw new InvalidSettingsException(RowProblems.reason(e), e);
        }
    }

    private static SettingsTree begun(
            final GanTrainerNodeParameters parameters, final ObjectNode over) throws IOException {
        String file = parameters.configFile == null ? "" : parameters.configFile.strip();
        if (file.isEmpty()) {
            return GanPresets.preset(parameters.preset.key(), over);
        }
        ObjectNode table = SettingsTree.read(Path.of(file));
        if (!GanPresets.describes(table)) {
            throw new IOException(MESSAGE_NO_GAN.formatted(file));
        }
        return GanPresets.of(table).over(over);
    }

    /**
     * Checks the settings without starting to compute.
     *
     * @throws InvalidSettingsException saying which setting cannot be used and what would be right
     */
    static SettingsTree check(final GanTrainerNodeParameters parameters)
            throws InvalidSettingsException {
        SettingsTree tree = tree(parameters);
        try {
            // a device is looked for only when the node executes: that loads native libraries
            GanTrainingSettings.of(tree.set("device.device", "cpu"));
        } catch (SettingsException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
        return tree;
    }

    /** The family that is trained. */
    static GanFamily family(final SettingsTree tree) {
        return GanFamily.parse(tree.text("gan_type"));
    }

    /**
     * Checks that training can begin with a model of a family.
     *
     * @throws InvalidSettingsException if it is another one than the settings train
     */
    static void checkFamily(final SettingsTree tree, final String name, final String family)
            throws InvalidSettingsException {
        GanFamily wanted = family(tree);
        GanFamily given = GanFamily.parse(family);
        // StyleGAN2 and StyleGAN2-ADA have the same layers
        if (wanted != given && (wanted.progressive() || given.progressive())) {
            throw new InvalidSettingsException(MESSAGE_FAMILY.formatted(name, given, wanted));
        }
    }

    /**
     * Settings whose networks have the shape of a model, but for classes and, where another one was
     * chosen, the resolution.
     */
    static SettingsTree shapedAs(
            final ModelFile model, final SettingsTree tree, final boolean ownResolution) {
        String generator =
                model.networks().contains(ModelFile.GENERATOR_EMA)
                        ? ModelFile.GENERATOR_EMA
                        : ModelFile.GENERATOR;
        GeneratorConfig config = GanModels.generatorConfig(model, generator);
        SettingsTree shaped =
                ownResolution
                        ? tree
                        : tree.set(
                                "resolution",
                                JsonNodeFactory.instance.numberNode(config.resolution()));
        shaped = shaped(shaped, "generator", config.toJson());
        return model.networks().contains(ModelFile.DISCRIMINATOR)
                ? shaped(shaped, "discriminator", GanModels.discriminatorConfig(model).toJson())
                : shaped;
    }

    private static SettingsTree shaped(
            final SettingsTree tree, final String module, final ObjectNode shape) {
        SettingsTree shaped = tree;
        for (Map.Entry<String, JsonNode> entry : shape.properties()) {
            if (!OWN.contains(entry.getKey())) {
                shaped = shaped.set(SHAPE.formatted(module) + entry.getKey(), entry.getValue());
            }
        }
        return shaped;
    }
}
