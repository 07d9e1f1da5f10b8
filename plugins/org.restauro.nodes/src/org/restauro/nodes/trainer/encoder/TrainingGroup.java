// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.encoder;

import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;

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
            title = "Seed",
            description =
                    "Any whole number. On a processor equal seeds, data and settings give equal"
                            + " encoders.")
    @NumberInputWidget
    long seed;
}
