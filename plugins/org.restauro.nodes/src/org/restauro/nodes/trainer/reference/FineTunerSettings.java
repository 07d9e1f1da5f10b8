// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.reference;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import org.knime.core.node.InvalidSettingsException;
import org.restauro.nodes.trainer.GroupSettings;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.reference.ReferencePresets;
import org.restauro.training.reference.ReferenceTrainingSettings;

/** From the dialog to the settings of a run: what is chosen is laid over a preset. */
final class FineTunerSettings {

    static final GroupSettings GROUPS =
            new GroupSettings(
                    Map.of("references", "data"),
                    Set.of(
                            "training.epochs",
                            "training.kimg",
                            "training.batch",
                            "training.microBatch"),
                    Set.of("masks.kinds", "module.sides", "training.unfreeze"),
                    Set.of("loss.perceptualWeights", "output.licence", "training.memory"));

    private FineTunerSettings() {}

    /**
     * The settings of the run.
     *
     * @throws InvalidSettingsException for a text that is no value
     */
    static SettingsTree tree(final ReferenceFineTunerNodeParameters parameters)
            throws InvalidSettingsException {
        try {
            ObjectNode over = GROUPS.chosen(parameters);
            boolean noLength = over.at("/training/kimg").isMissingNode();
            if (noLength && over.at("/training/epochs").isNumber()) {
                over.withObject("/training").put("kimg", 0); // or a preset's would count
            }
            SettingsTree tree =
                    ReferencePresets.of(over.put(ReferencePresets.KEY, parameters.preset.key()));
            boolean batch = !over.at("/training/batch").isMissingNode();
            return batch && over.at("/training/microBatch").isMissingNode()
                    ? GroupSettings.divided(tree, "training.microBatch", "training.batch")
                    : tree;
        } catch (SettingsException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }

    /**
     * Checks the settings without starting to compute.
     *
     * @throws InvalidSettingsException saying which setting cannot be used and what would be right
     */
    static SettingsTree check(final ReferenceFineTunerNodeParameters parameters)
            throws InvalidSettingsException {
        SettingsTree tree = tree(parameters);
        try {
            // a device is looked for only when the node executes: that loads native libraries
            ReferenceTrainingSettings.of(tree.set("device.device", "cpu"));
        } catch (SettingsException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
        return tree;
    }
}
