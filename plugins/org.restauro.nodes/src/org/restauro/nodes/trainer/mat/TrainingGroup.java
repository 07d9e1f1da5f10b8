// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.mat;

import static org.restauro.nodes.trainer.GroupSettings.AS_PRESET;

import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.text.TextInputWidget;

/** Length and size of the run; field names are keys of saved workflows and of runs. */
final class TrainingGroup implements NodeParameters {

    @Widget(
            title = "Thousands of images",
            description =
                    "The run ends when the network has seen so many thousand images; "
                            + "0 for the preset's number.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    double kimg;

    @Widget(
            title = "Time limit in minutes",
            description =
                    "The run ends after so many minutes and keeps what it has "
                            + "learned; 0 for no limit.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    double minutes;

    @Widget(
            title = "Images a step",
            description = "How many images one step learns from; 0 for the preset's number.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    int batch;

    @Widget(
            title = "Images at a time",
            description =
                    "How many of them a device computes together; a divisor of the images "
                            + "a step. Fewer need less memory and give the same result. 0 for "
                            + "the preset's number, or the next below it that divides.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    int microBatch;

    @Widget(
            title = "Seed",
            description =
                    "Any whole number. On a processor equal seeds, data and settings "
                            + "give equal models.")
    @NumberInputWidget
    long seed;

    @Widget(
            title = "Largest gradient",
            description = "Steps whose gradient is longer are skipped and counted.")
    @TextInputWidget(placeholder = AS_PRESET)
    @Advanced
    String largestGradient = "";

    @Widget(
            title = "Skipped steps in a row",
            description = "The run fails when so many steps were skipped one after the " + "other.")
    @TextInputWidget(placeholder = AS_PRESET)
    @Advanced
    String skippedInARow = "";
}
