// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.reference;

import static org.restauro.nodes.trainer.GroupSettings.AS_PRESET;

import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.restauro.nodes.trainer.YesNo;

/** What looks at references; field names are keys of saved workflows and of runs. */
final class ModuleGroup implements NodeParameters {

    /** Designs. */
    enum VariantChoice {
        @Label(value = "As the preset", description = "The value of the chosen preset.")
        PRESET,
        @Label(value = "Lightweight", description = "Little more than a million parameters.")
        LIGHTWEIGHT,
        @Label(value = "Full", description = "Nine million parameters.")
        FULL
    }

    @Widget(title = "Design", description = "How much looks at the references.")
    VariantChoice variant = VariantChoice.PRESET;

    @Widget(title = "Channels", description = "Of what sees the references, a multiple of 16.")
    @TextInputWidget(placeholder = AS_PRESET)
    String features = "";

    @Widget(
            title = "Where it joins",
            description =
                    "Sides of the features that look at references, separated by commas: some of"
                            + " 16, 32, 64.")
    @TextInputWidget(placeholder = AS_PRESET)
    String sides = "";

    @Widget(title = "Heads", description = "Of the attention; a divisor of its channels.")
    @TextInputWidget(placeholder = AS_PRESET)
    String heads = "";

    @Widget(
            title = "Parts a side",
            description = "A reference is seen as so many times so many parts.")
    @TextInputWidget(placeholder = AS_PRESET)
    String grid = "";

    @Widget(
            title = "Size of references",
            description = "Pixels a side that references are squeezed into.")
    @TextInputWidget(placeholder = AS_PRESET)
    String pictureSize = "";

    @Widget(
            title = "Same place",
            description =
                    "Whether references show the same place as the image, as an old photograph"
                            + " does: then the network first looks where the hole is.")
    YesNo aligned = YesNo.PRESET;
}
