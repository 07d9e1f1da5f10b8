// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.mat;

import static org.restauro.nodes.trainer.GroupSettings.AS_PRESET;

import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.text.TextInputWidget;

/**
 * The averaged network, which is the result; field names are keys of saved workflows and of runs.
 */
final class AverageGroup implements NodeParameters {

    @Widget(
            title = "Half-life",
            description = "In thousands of images: how long the average remembers.")
    @TextInputWidget(placeholder = AS_PRESET)
    String kimg = "";

    @Widget(
            title = "Ramp-up",
            description =
                    "The half-life is at most this share of the images seen so far; 0"
                            + " for no such limit.")
    @TextInputWidget(placeholder = AS_PRESET)
    String rampUp = "";
}
