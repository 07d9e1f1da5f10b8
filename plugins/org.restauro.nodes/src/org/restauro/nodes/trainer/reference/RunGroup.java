// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.reference;

import static org.restauro.nodes.trainer.GroupSettings.AS_PRESET;

import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.text.TextInputWidget;

/** Length and size of the run; field names are keys of saved workflows and of runs. */
final class RunGroup implements NodeParameters {

    @Widget(
            title = "Passes over the images",
            description =
                    "The run ends when each image was shown so often; 0 for the preset's number.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    double epochs;

    @Widget(
            title = "Thousands of images",
            description =
                    "The same in thousands of images; it counts instead of the passes. 0 for the"
                            + " preset's number.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    double kimg;

    @Widget(
            title = "Time limit in minutes",
            description =
                    "The run ends after so many minutes and keeps what it has learned; 0 for no"
                            + " limit.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    double minutes;

    @Widget(
            title = "Memory",
            description =
                    "Such as 24 GB: how many images are computed at a time, whether intermediate"
                        + " results are kept, and the precision are chosen so that training fits."
                        + " The choice is measured with a few images and told when the node is"
                        + " done. With several devices it is the memory of each. Empty: what is set"
                        + " below and under Computation.")
    @TextInputWidget(placeholder = AS_PRESET)
    String memory = "";

    @Widget(
            title = "Images a step",
            description = "How many images one step learns from; 0 for the preset's number.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    int batch;

    @Widget(
            title = "Images at a time",
            description =
                    "How many of them a device computes together; a divisor of the images a step."
                            + " Fewer need less memory and give the same result. 0 for the preset's"
                            + " number, or the next below it that divides.")
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
            title = "Parts of the backbone that learn too",
            description =
                    "Paths of the network, separated by commas: synthesis.to_style from the"
                        + " beginning, synthesis.dec@500 from step 500 on. Without any only what"
                        + " looks at references learns.")
    @TextInputWidget(placeholder = AS_PRESET)
    @Advanced
    String unfreeze = "";

    @Widget(
            title = "Shorten gradients to",
            description = "Longer gradients are shortened to this norm.")
    @TextInputWidget(placeholder = AS_PRESET)
    @Advanced
    String clip = "";

    @Widget(
            title = "Largest gradient",
            description = "Steps whose gradient is longer are skipped and counted.")
    @TextInputWidget(placeholder = AS_PRESET)
    @Advanced
    String largestGradient = "";

    @Widget(
            title = "Skipped steps in a row",
            description = "The run fails when so many steps were skipped one after the other.")
    @TextInputWidget(placeholder = AS_PRESET)
    @Advanced
    String skippedInARow = "";
}
