// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.mat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import org.knime.core.node.InvalidSettingsException;
import org.restauro.nodes.trainer.GroupSettings;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.mat.MatPresets;
import org.restauro.training.mat.MatTrainingSettings;

/** From the dialog to the settings of a run: what is chosen is laid over a preset. */
final class TrainerSettings {

    private static final GroupSettings GROUPS =
            new GroupSettings(
                    Map.of(),
                    Set.of("training.kimg", "training.batch", "training.microBatch"),
                    Set.of("masks.kinds", "network.depths", "network.windows"),
                    Set.of("loss.perceptualWeights", "output.licence"));

    private TrainerSettings() {}

    /**
     * The settings of the run.
     *
     * @throws InvalidSettingsException for a text that is no value
     */
    static SettingsTree tree(final MatTrainerNodeParameters parameters)
            throws InvalidSettingsException {
        try {
            ObjectNode over = GROUPS.chosen(parameters);
            return fitted(MatPresets.preset(parameters.preset.key(), over), over);
        } catch (SettingsException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
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
            fitted = GroupSettings.divided(fitted, "training.microBatch", "training.batch");
        }
        if (over.at("/network/minibatchGroup").isMissingNode()) {
            fitted = GroupSettings.divided(fitted, "network.minibatchGroup", "training.microBatch");
        }
        return fitted;
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
