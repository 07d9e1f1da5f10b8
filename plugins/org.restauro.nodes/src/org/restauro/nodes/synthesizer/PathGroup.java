// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.synthesizer;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;

/** The way of a path. Field names are keys of saved workflows. */
final class PathGroup implements NodeParameters {

    static final String MESSAGE_STEPS = "The number of steps is %d. Choose at least 1.";

    @Widget(
            title = "Steps",
            description = "Images from one seed or row to the next, the first included.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Advanced
    int steps = 8;

    @Widget(title = "Way", description = "What the path leads through.")
    @ValueSwitchWidget
    @Advanced
    PathChoice through = PathChoice.STYLES;

    @Widget(title = "Back to the beginning", description = "The path ends where it began.")
    @Advanced
    boolean closed;

    void check() throws InvalidSettingsException {
        ImageSynthesizerNodeParameters.require(steps >= 1, MESSAGE_STEPS, steps);
    }
}
