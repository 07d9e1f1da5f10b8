// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.reference;

import static org.restauro.nodes.trainer.GroupSettings.AS_PRESET;

import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.text.TextInputWidget;

/** How images get their references; field names are keys of saved workflows and of runs. */
final class ReferencesGroup implements NodeParameters {

    /** Ways to give an image its reference. */
    enum PairingChoice {
        @Label(value = "As the preset", description = "The value of the chosen preset.")
        PRESET,
        @Label(
                value = "At random",
                description =
                        "Each time an image is shown, any of the references: for pictures of the"
                                + " same hand or place.")
        RANDOM,
        @Label(
                value = "By name",
                description =
                        "Each image the reference of the same name: its old photograph, or its"
                                + " sister panel.")
        PAIRED
    }

    @Widget(title = "Pairing", description = "Which reference an image is shown with.")
    PairingChoice pairing = PairingChoice.PRESET;

    @Widget(
            title = "Chance of a reference",
            description =
                    "Share of the samples that have a reference, from 0 to 1. The others keep the"
                            + " network able to do without.")
    @TextInputWidget(placeholder = AS_PRESET)
    String referenceProbability = "";
}
