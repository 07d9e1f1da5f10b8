// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.mat;

import static org.restauro.nodes.trainer.GroupSettings.AS_PRESET;

import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.text.TextInputWidget;

/** What the discriminator sees; field names are keys of saved workflows and of runs. */
final class AugmentGroup implements NodeParameters {

    /** How strong augmentation is. */
    enum ModeChoice {
        @Label(value = "As the preset", description = "The value of the chosen preset.")
        PRESET,
        @Label(value = "None", description = "Nothing is changed.")
        NONE,
        @Label(
                value = "Adaptive",
                description =
                        "The strength follows how well the discriminator knows the " + "originals.")
        ADA,
        @Label(value = "Fixed", description = "The strength stays.")
        FIXED
    }

    /** Sets of changes. */
    enum SetChoice {
        @Label(value = "As the preset", description = "The value of the chosen preset.")
        PRESET,
        @Label(value = "blit", description = "Mirroring, quarter turns, whole shifts.")
        BLIT,
        @Label(value = "geom", description = "Scaling, turning, shifting.")
        GEOM,
        @Label(value = "color", description = "Brightness, contrast, hue, saturation.")
        COLOR,
        @Label(value = "filter", description = "Frequency bands.")
        FILTER,
        @Label(value = "noise", description = "Noise.")
        NOISE,
        @Label(value = "cutout", description = "Missing squares.")
        CUTOUT,
        @Label(value = "bg", description = "blit and geom.")
        BG,
        @Label(value = "bgc", description = "blit, geom and color.")
        BGC,
        @Label(value = "bgcf", description = "The same and filter.")
        BGCF,
        @Label(value = "bgcfn", description = "The same and noise.")
        BGCFN,
        @Label(value = "bgcfnc", description = "The same and cutout.")
        BGCFNC
    }

    @Widget(
            title = "Augmentation",
            description =
                    "Changes originals and restorations alike before the "
                            + "discriminator sees them; helps with few images.")
    ModeChoice mode = ModeChoice.PRESET;

    @Widget(title = "Changes", description = "Which changes are made.")
    SetChoice set = SetChoice.PRESET;

    @Widget(
            title = "Strength",
            description = "Chance of each change, from 0 to 1; only for fixed augmentation.")
    @TextInputWidget(placeholder = AS_PRESET)
    String p = "";

    @Widget(
            title = "Target",
            description =
                    "Adaptive: wanted mean sign of the judgement of originals, from " + "-1 to 1.")
    @TextInputWidget(placeholder = AS_PRESET)
    String target = "";

    @Widget(title = "Speed", description = "Adaptive: thousands of images from strength 0 to 1.")
    @TextInputWidget(placeholder = AS_PRESET)
    String kimg = "";
}
