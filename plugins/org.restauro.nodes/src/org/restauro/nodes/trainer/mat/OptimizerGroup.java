// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.mat;

import static org.restauro.nodes.trainer.GroupSettings.AS_PRESET;

import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.text.TextInputWidget;
import org.restauro.nodes.trainer.YesNo;

/** How networks learn; field names are keys of saved workflows and of runs. */
final class OptimizerGroup implements NodeParameters {

    /** Ways learning rates change. */
    enum ScheduleChoice {
        @Label(value = "As the preset", description = "The value of the chosen preset.")
        PRESET,
        @Label(value = "Constant", description = "They stay.")
        CONSTANT,
        @Label(value = "Cosine", description = "They fall along half a cosine.")
        COSINE,
        @Label(value = "Steps", description = "They fall at once at the end of each period.")
        STEPS,
        @Label(value = "Exponential", description = "They fall evenly by the factor a period.")
        EXPONENTIAL
    }

    /** Ways learning rates begin. */
    enum WarmUpChoice {
        @Label(value = "As the preset", description = "The value of the chosen preset.")
        PRESET,
        @Label(value = "Constant", description = "They stay low, then jump.")
        CONSTANT,
        @Label(value = "Linear", description = "They rise by equal differences.")
        LINEAR,
        @Label(value = "Exponential", description = "They rise by equal factors.")
        EXPONENTIAL
    }

    @Widget(title = "Learning rate", description = "Of the generator.")
    @TextInputWidget(placeholder = AS_PRESET)
    String generatorRate = "";

    @Widget(
            title = "Learning rate of the discriminator",
            description = "Of the network that tells restorations from originals.")
    @TextInputWidget(placeholder = AS_PRESET)
    String discriminatorRate = "";

    @Widget(
            title = "Learning rate of the transformer",
            description =
                    "Of the generator's transformer; empty for that of the generator,"
                            + " unless the preset has one.")
    @TextInputWidget(placeholder = AS_PRESET)
    String transformerRate = "";

    @Widget(title = "Beta 1", description = "Decay of the mean gradient, from 0 to below 1.")
    @TextInputWidget(placeholder = AS_PRESET)
    String beta1 = "";

    @Widget(
            title = "Beta 2",
            description = "Decay of the mean squared gradient, from 0 to below 1.")
    @TextInputWidget(placeholder = AS_PRESET)
    String beta2 = "";

    @Widget(
            title = "Rescale for lazy regularisation",
            description =
                    "Rates and decays are rescaled as published, because "
                            + "regularisation runs only at some steps.")
    YesNo lazyScaling = YesNo.PRESET;

    @Widget(title = "Schedule", description = "How learning rates change over the run.")
    ScheduleChoice schedule = ScheduleChoice.PRESET;

    @Widget(
            title = "Period of the schedule",
            description = "In thousands of images; 0 for the whole run.")
    @TextInputWidget(placeholder = AS_PRESET)
    String scheduleKimg = "";

    @Widget(
            title = "Factor of the schedule",
            description =
                    "Cosine: share of the rate at the end. Steps and exponential: "
                            + "factor a period.")
    @TextInputWidget(placeholder = AS_PRESET)
    String scheduleFactor = "";

    @Widget(
            title = "Growth of periods",
            description = "Cosine: factor from the length of a period to that of the next.")
    @TextInputWidget(placeholder = AS_PRESET)
    String restartGrowth = "";

    @Widget(title = "Warm-up", description = "How learning rates begin.")
    WarmUpChoice warmup = WarmUpChoice.PRESET;

    @Widget(title = "Length of the warm-up", description = "In thousands of images; 0 for none.")
    @TextInputWidget(placeholder = AS_PRESET)
    String warmupKimg = "";
}
