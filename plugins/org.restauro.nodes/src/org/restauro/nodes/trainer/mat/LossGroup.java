// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.mat;

import static org.restauro.nodes.trainer.GroupSettings.AS_PRESET;

import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.text.TextInputWidget;

/** What the networks strive for; field names are keys of saved workflows and of runs. */
final class LossGroup implements NodeParameters {

    /** Noise of the layers. */
    enum NoiseChoice {
        @Label(value = "As the preset", description = "The value of the chosen preset.")
        PRESET,
        @Label(value = "Random", description = "New noise each time.")
        RANDOM,
        @Label(value = "Constant", description = "The same noise each time.")
        CONST,
        @Label(value = "None", description = "No noise.")
        NONE
    }

    @Widget(
            title = "Style mixing",
            description = "Chance, from 0 to 1, that a restoration is made from two " + "latents.")
    @TextInputWidget(placeholder = AS_PRESET)
    String styleMixing = "";

    @Widget(title = "Truncation", description = "Of the styles while training.")
    @TextInputWidget(placeholder = AS_PRESET)
    String psi = "";

    @Widget(
            title = "Weight of the gradient penalty",
            description = "Keeps the discriminator smooth (R1).")
    @TextInputWidget(placeholder = AS_PRESET)
    String r1Gamma = "";

    @Widget(
            title = "Weight of the perceptual distance",
            description = "0 for none; 0.1 as published, which needs the weights below.")
    @TextInputWidget(placeholder = AS_PRESET)
    String perceptualRatio = "";

    @Widget(
            title = "Weights for it",
            description =
                    "File with torchvision's VGG-19 weights; only for the perceptual "
                            + "distance.")
    @TextInputWidget(placeholder = "/path/to/vgg19.safetensors")
    String perceptualWeights = "";

    @Widget(title = "Weight of the path-length penalty", description = "0 for none.")
    @TextInputWidget(placeholder = AS_PRESET)
    String pathLengthWeight = "";

    @Widget(
            title = "Weight of the plain difference",
            description = "Of the pixels in the holes; 0 for none.")
    @TextInputWidget(placeholder = AS_PRESET)
    String pixelRatio = "";

    @Widget(
            title = "Weight of the discriminator",
            description = "Of its judgement of restorations; 0 trains without it.")
    @TextInputWidget(placeholder = AS_PRESET)
    String adversarialWeight = "";

    @Widget(title = "Noise", description = "What the synthesis layers add.")
    NoiseChoice noise = NoiseChoice.PRESET;
}
