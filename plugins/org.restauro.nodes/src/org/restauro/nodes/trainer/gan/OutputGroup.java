// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.gan;

import static org.restauro.nodes.trainer.GroupSettings.AS_PRESET;

import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.restauro.nodes.trainer.YesNo;

/** What a run writes; field names are keys of saved workflows and of runs. */
final class OutputGroup implements NodeParameters {

    @Widget(
            title = "Checkpoints kept",
            description = "So many of the latest checkpoints stay in the output folder.")
    @TextInputWidget(placeholder = AS_PRESET)
    @Advanced
    String keep = "";

    @Widget(
            title = "Keep all networks",
            description =
                    "Whether the model holds the discriminator and the generator that learns beside"
                            + " the averaged generator: larger, but it can be trained further.")
    @Advanced
    YesNo allNetworks = YesNo.PRESET;

    @Widget(
            title = "Licence of the model",
            description = "Kept in the model's file, for example CC0-1.0. Empty: unknown.")
    @TextInputWidget(placeholder = AS_PRESET)
    @Advanced
    String licence = "";
}
