// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer;

import static org.restauro.nodes.trainer.GroupSettings.AS_PRESET;

import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.text.TextInputWidget;

/** What a run writes and when; field names are keys of saved workflows and of runs. */
public final class OutputGroup implements NodeParameters {

    @Widget(
            title = "Checkpoints kept",
            description =
                    "So many of the latest checkpoints stay in the output folder, at "
                            + "least 2; the model that restored the held-out images best stays "
                            + "in any case.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    public int keep = 3;

    @Widget(
            title = "Log interval",
            description =
                    "Thousands of images between two rows of the log and two updates "
                            + "of the report.")
    @TextInputWidget(placeholder = AS_PRESET)
    @Advanced
    public String tickKimg = "";

    @Widget(
            title = "Ticks between pictures",
            description =
                    "Log intervals between two evaluations with pictures of held-out " + "images.")
    @TextInputWidget(placeholder = AS_PRESET)
    @Advanced
    public String snapshotTicks = "";

    @Widget(
            title = "Ticks between checkpoints",
            description = "Log intervals between two checkpoints.")
    @TextInputWidget(placeholder = AS_PRESET)
    @Advanced
    public String checkpointTicks = "";

    @Widget(
            title = "Held-out images",
            description = "How many of the held-out images are restored at each evaluation.")
    @TextInputWidget(placeholder = AS_PRESET)
    @Advanced
    public String samples = "";

    @Widget(
            title = "Patience",
            description =
                    "The run ends after so many log intervals without a better "
                            + "restoration of the held-out images; 0 for never.")
    @TextInputWidget(placeholder = AS_PRESET)
    @Advanced
    public String earlyStopTicks = "";

    @Widget(
            title = "Licence of the model",
            description = "Kept in the model's file, for example CC0-1.0. Empty: unknown.")
    @TextInputWidget(placeholder = AS_PRESET)
    @Advanced
    public String licence = "";
}
