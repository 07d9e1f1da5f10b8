// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.reference;

import static org.restauro.nodes.trainer.GroupSettings.AS_PRESET;

import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.text.TextInputWidget;

/** How what looks at references learns; field names are keys of saved workflows and of runs. */
final class TuningGroup implements NodeParameters {

    /** Ways learning rates change. */
    enum ScheduleChoice {
        @Label(value = "As the preset", description = "The value of the chosen preset.")
        PRESET,
        @Label(value = "Cosine", description = "They fall along half a cosine, again and again.")
        COSINE,
        @Label(value = "Constant", description = "They stay.")
        CONSTANT
    }

    @Widget(title = "Learning rate", description = "Of what looks at references.")
    @TextInputWidget(placeholder = AS_PRESET)
    String referenceRate = "";

    @Widget(
            title = "Learning rate of the backbone",
            description = "Of the parts of the backbone that learn too.")
    @TextInputWidget(placeholder = AS_PRESET)
    String backboneRate = "";

    @Widget(
            title = "Factor for gates",
            description = "Learning rate of the gates that let references in, by the other.")
    @TextInputWidget(placeholder = AS_PRESET)
    String gateFactor = "";

    @Widget(title = "Beta 1", description = "Decay of the mean gradient, from 0 to below 1.")
    @TextInputWidget(placeholder = AS_PRESET)
    String beta1 = "";

    @Widget(
            title = "Beta 2",
            description = "Decay of the mean squared gradient, from 0 to below 1.")
    @TextInputWidget(placeholder = AS_PRESET)
    String beta2 = "";

    @Widget(title = "Weight decay", description = "Pull of the weights towards 0.")
    @TextInputWidget(placeholder = AS_PRESET)
    String weightDecay = "";

    @Widget(title = "Schedule", description = "How learning rates change over the run.")
    ScheduleChoice schedule = ScheduleChoice.PRESET;

    @Widget(title = "Steps of the first fall", description = "0 for the whole run.")
    @TextInputWidget(placeholder = AS_PRESET)
    String scheduleSteps = "";

    @Widget(title = "Growth of falls", description = "Factor from one fall's length to the next.")
    @TextInputWidget(placeholder = AS_PRESET)
    String restartGrowth = "";

    @Widget(title = "Lowest rate", description = "Where a fall ends.")
    @TextInputWidget(placeholder = AS_PRESET)
    String leastRate = "";

    @Widget(title = "Steps of the warm-up", description = "Length of a slow beginning.")
    @TextInputWidget(placeholder = AS_PRESET)
    String warmupSteps = "";
}
