// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.mat;

import static org.restauro.nodes.trainer.GroupSettings.AS_PRESET;

import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.text.TextInputWidget;

/** Shape of the network; field names are keys of saved workflows and of runs. */
final class NetworkGroup implements NodeParameters {

    @Widget(
            title = "Size",
            description =
                    "Side of the network's images in pixels, a power of two from 32 "
                            + "to 1024. A model at the model port brings its own shape, and "
                            + "this whole section is not used.")
    @TextInputWidget(placeholder = AS_PRESET)
    String resolution = "";

    @Widget(
            title = "Channel base",
            description = "At side s a layer has channel base / s features.")
    @TextInputWidget(placeholder = AS_PRESET)
    String channelBase = "";

    @Widget(title = "Most channels", description = "A layer never has more features.")
    @TextInputWidget(placeholder = AS_PRESET)
    String channelMax = "";

    @Widget(
            title = "Tokens a side",
            description =
                    "Side of the grid on which the transformer works; empty for the "
                            + "preset's choice.")
    @TextInputWidget(placeholder = AS_PRESET)
    String tokenResolution = "";

    @Widget(
            title = "Features of the transformer",
            description = "A multiple of the number of heads.")
    @TextInputWidget(placeholder = AS_PRESET)
    String dim = "";

    @Widget(title = "Heads", description = "Heads of its attention.")
    @TextInputWidget(placeholder = AS_PRESET)
    String heads = "";

    @Widget(title = "Depths", description = "Blocks of its five stages, separated by commas.")
    @TextInputWidget(placeholder = AS_PRESET)
    String depths = "";

    @Widget(title = "Windows", description = "Tokens a side of their windows, separated by commas.")
    @TextInputWidget(placeholder = AS_PRESET)
    String windows = "";

    @Widget(
            title = "MLP ratio",
            description = "Width of the transformer's perceptrons, by its features.")
    @TextInputWidget(placeholder = AS_PRESET)
    String mlpRatio = "";

    @Widget(
            title = "Values of a latent",
            description = "Length of the random vector that varies a restoration.")
    @TextInputWidget(placeholder = AS_PRESET)
    String zDim = "";

    @Widget(
            title = "Values of a style",
            description = "Length of the vector that the mapping network makes of it.")
    @TextInputWidget(placeholder = AS_PRESET)
    String wDim = "";

    @Widget(title = "Mapping layers", description = "Layers of the mapping network.")
    @TextInputWidget(placeholder = AS_PRESET)
    String mappingLayers = "";

    @Widget(
            title = "Compared samples",
            description =
                    "Samples that the discriminator compares with each other; a "
                            + "divisor of the images at a time.")
    @TextInputWidget(placeholder = AS_PRESET)
    String minibatchGroup = "";
}
