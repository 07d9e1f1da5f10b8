// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.mat;

import static org.restauro.nodes.trainer.GroupSettings.AS_PRESET;

import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.text.TextInputWidget;

/** Settings of the masks; field names are keys of saved workflows and of runs. */
final class MasksGroup implements NodeParameters {

    @Widget(
            title = "Kinds of masks",
            description =
                    "Kinds, separated by commas; each sample gets one of them: mat-"
                            + "large, mat-small, rectangles, boxes, strokes, scratches, "
                            + "flaking. Kinds laid over each other are written "
                            + "flaking+scratches; a kind named twice comes twice as often. "
                            + "Empty: as the preset.")
    @TextInputWidget(placeholder = AS_PRESET)
    String kinds = "";
}
