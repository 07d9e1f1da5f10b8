// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.encoder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import org.knime.core.node.InvalidSettingsException;
import org.restauro.nodes.trainer.GroupSettings;
import org.restauro.nodes.trainer.SettingLines;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.inversion.EncoderPresets;
import org.restauro.training.inversion.EncoderTrainingSettings;

/** From the dialog to the settings of a run: what is chosen is laid over a preset. */
final class EncoderTrainerSettings {

    private static final double KILO = 1000;

    private static final GroupSettings GROUPS =
            new GroupSettings(Map.of(), Set.of(), Set.of(), Set.of("output.licence"));

    private EncoderTrainerSettings() {}

    /**
     * The settings of the run.
     *
     * @throws InvalidSettingsException for a value that cannot be
     */
    static SettingsTree tree(final InversionEncoderTrainerNodeParameters parameters)
            throws InvalidSettingsException {
        try {
            ObjectNode over = GROUPS.chosen(parameters);
            if (parameters.batch > 0) {
                over.put("batch_size", parameters.batch);
            }
            if (!parameters.space.setting().isEmpty()) {
                over.put("space_of_latent", parameters.space.setting());
            }
            over.withObject("/images").put("validationShare", parameters.validationShare);
            SettingsTree tree = EncoderPresets.preset(parameters.preset.key(), over);
            if (parameters.kimg > 0) {
                long images = Math.max(1, Math.round(parameters.kimg * KILO));
                tree = tree.set("total_img", Long.toString(images));
                tree = tree.set("total_iters", "0").set("total_epochs", "0");
            }
            return SettingLines.over(tree, parameters.settings);
        } catch (SettingsException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }

    /**
     * Checks the settings without starting to compute.
     *
     * @throws InvalidSettingsException saying which setting cannot be used and what would be right
     */
    static SettingsTree check(final InversionEncoderTrainerNodeParameters parameters)
            throws InvalidSettingsException {
        SettingsTree tree = tree(parameters);
        try {
            // a device is looked for only when the node executes: that loads native libraries
            EncoderTrainingSettings.of(tree.set("device.device", "cpu"));
        } catch (SettingsException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
        return tree;
    }
}
