// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.gan;

import static org.restauro.nodes.trainer.GroupSettings.AS_PRESET;

import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.text.TextInputWidget;

/** How the run goes; field names are keys of saved workflows and of runs. */
final class TrainingGroup implements NodeParameters {

    @Widget(
            title = "Time limit in minutes",
            description =
                    "The run ends after so many minutes and keeps what it has learned; 0 for no"
                            + " limit.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    double minutes;

    @Widget(
            title = "Images at a time",
            description =
                    "How many images of a step are computed together: fewer need less memory. 0 for"
                            + " the preset's number.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    int microBatch;

    @Widget(
            title = "Seed",
            description =
                    "Any whole number. On a processor equal seeds, data and settings give equal"
                            + " models.")
    @NumberInputWidget
    long seed;

    @Widget(
            title = "Frozen layers",
            description =
                    "For a model to begin with: so many layers of the discriminator, from the full"
                            + " size on, do not learn.")
    @TextInputWidget(placeholder = AS_PRESET)
    @Advanced
    String freezeDiscriminator = "";
}
