// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.reference;

import static org.restauro.nodes.trainer.GroupSettings.AS_PRESET;

import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.text.TextInputWidget;

/** Masks of the training; field names are keys of saved workflows and of runs. */
final class HolesGroup implements NodeParameters {

    @Widget(
            title = "Kinds of masks",
            description =
                    "Kinds, separated by commas; each sample gets one of them: mat-large,"
                        + " mat-small, rectangles, boxes, strokes, scratches, flaking. Kinds laid"
                        + " over each other are written flaking+scratches. Empty: as the preset.")
    @TextInputWidget(placeholder = AS_PRESET)
    String kinds = "";

    @Widget(
            title = "Least share of holes",
            description = "From 0 to 1; masks with smaller holes are drawn again.")
    @TextInputWidget(placeholder = AS_PRESET)
    @Advanced
    String leastHole = "";

    @Widget(
            title = "Most share of holes",
            description = "From 0 to 1; masks with larger holes are drawn again.")
    @TextInputWidget(placeholder = AS_PRESET)
    @Advanced
    String mostHole = "";
}
