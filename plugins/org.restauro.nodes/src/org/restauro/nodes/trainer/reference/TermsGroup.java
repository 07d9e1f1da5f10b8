// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.reference;

import static org.restauro.nodes.trainer.GroupSettings.AS_PRESET;

import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.text.TextInputWidget;

/** What is minimised; field names are keys of saved workflows and of runs. */
final class TermsGroup implements NodeParameters {

    /** Noise of the network. */
    enum NoiseChoice {
        @Label(value = "As the preset", description = "The value of the chosen preset.")
        PRESET,
        @Label(value = "Random", description = "Drawn anew.")
        RANDOM,
        @Label(value = "Constant", description = "As stored with the weights.")
        CONST,
        @Label(value = "None", description = "No noise.")
        NONE
    }

    @Widget(title = "Difference in the holes", description = "Weight of the absolute difference.")
    @TextInputWidget(placeholder = AS_PRESET)
    String holeL1 = "";

    @Widget(
            title = "Squared difference in the holes",
            description = "Weight of the squared difference.")
    @TextInputWidget(placeholder = AS_PRESET)
    String holeL2 = "";

    @Widget(
            title = "Difference everywhere",
            description = "Weight of the absolute difference of the whole picture.")
    @TextInputWidget(placeholder = AS_PRESET)
    String wholeL1 = "";

    @Widget(
            title = "Perceptual distance",
            description =
                    "Weight of the distance seen by VGG-19; 0.1 is usual, and needs its weights.")
    @TextInputWidget(placeholder = AS_PRESET)
    String perceptual = "";

    @Widget(
            title = "Style distance",
            description = "Weight of the distance of VGG-19's Gram matrices.")
    @TextInputWidget(placeholder = AS_PRESET)
    String style = "";

    @Widget(
            title = "Weights of VGG-19",
            description = "File with torchvision's weights, for the two terms above.")
    @TextInputWidget(placeholder = AS_PRESET)
    String perceptualWeights = "";

    @Widget(
            title = "Discriminator",
            description =
                    "Weight of the judgement of a second network that learns along; 0 for none.")
    @TextInputWidget(placeholder = AS_PRESET)
    String adversarial = "";

    @Widget(title = "Learning rate of the discriminator", description = "Of the second network.")
    @TextInputWidget(placeholder = AS_PRESET)
    String discriminatorRate = "";

    @Widget(
            title = "Gradient penalty",
            description = "Weight of the penalty of the second network.")
    @TextInputWidget(placeholder = AS_PRESET)
    String r1Gamma = "";

    @Widget(title = "Truncation", description = "Of the styles, 1 for full variety.")
    @TextInputWidget(placeholder = AS_PRESET)
    String psi = "";

    @Widget(title = "Noise", description = "Where the fine random texture comes from.")
    NoiseChoice noise = NoiseChoice.PRESET;
}
