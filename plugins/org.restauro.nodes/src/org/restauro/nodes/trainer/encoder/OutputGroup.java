// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.encoder;

import static org.restauro.nodes.trainer.GroupSettings.AS_PRESET;

import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.text.TextInputWidget;

/** What a run writes; field names are keys of saved workflows and of runs. */
final class OutputGroup implements NodeParameters {

    @Widget(
            title = "Checkpoints kept",
            description = "So many of the latest checkpoints stay in the output folder.")
    @TextInputWidget(placeholder = AS_PRESET)
    @Advanced
    String keep = "";

    @Widget(
            title = "Patience",
            description =
                    "The run ends after so many evaluations without better reconstructions of the"
                            + " held-out images; 0 for never.")
    @TextInputWidget(placeholder = AS_PRESET)
    @Advanced
    String earlyStopSnapshots = "";

    @Widget(
            title = "Licence of the encoder",
            description = "Kept in the model's file, for example CC0-1.0. Empty: unknown.")
    @TextInputWidget(placeholder = AS_PRESET)
    @Advanced
    String licence = "";
}
