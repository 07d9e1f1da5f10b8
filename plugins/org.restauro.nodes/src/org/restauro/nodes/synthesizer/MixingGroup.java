// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.synthesizer;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.restauro.models.gan.synthesis.IndexList;

/** What is mixed into the styles of the rows. Field names are keys of saved workflows. */
final class MixingGroup implements NodeParameters {

    @Widget(title = "Number of columns", description = "So many further seeds are mixed in.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Advanced
    int seeds = 4;

    @Widget(title = "Seed of the first column", description = "Each next column has the next.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Advanced
    long firstSeed = 1000;

    @Widget(
            title = "Layers from the columns",
            description =
                    "Such as 0-6, as published, or 0-3: the coarse layers decide on shapes, the"
                            + " fine ones on colours. Layers that the model lacks do not count.")
    @TextInputWidget(placeholder = "0-6")
    @Advanced
    String layers = "0-6";

    void check() throws InvalidSettingsException {
        ImageSynthesizerNodeParameters.require(
                seeds >= 1 && seeds <= ImageSynthesizerNodeParameters.MAX_COUNT,
                ImageSynthesizerNodeParameters.MESSAGE_COUNT,
                seeds);
        ImageSynthesizerNodeParameters.require(
                firstSeed >= 0, ImageSynthesizerNodeParameters.MESSAGE_SEED, firstSeed);
        layers();
    }

    /** The layers that come from the columns. */
    IndexList layers() throws InvalidSettingsException {
        return ImageSynthesizerNodeParameters.list(layers == null ? "" : layers, "layers");
    }
}
