// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer;

import static org.restauro.nodes.trainer.GroupSettings.AS_PRESET;

import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.text.TextInputWidget;

/** Settings of the images; field names are keys of saved workflows and of runs. */
public final class DataGroup implements NodeParameters {

    /** Ways to cut a square. */
    public enum CropChoice {
        @Label(value = "As the preset", description = "The value of the chosen preset.")
        PRESET,
        @Label(
                value = "Random part",
                description =
                        "A random part of the network's size, in the image's own "
                                + "resolution. Smaller images are continued by reflection.")
        RANDOM_CROP,
        @Label(
                value = "Centre",
                description =
                        "The centre of the image; smaller images are continued by " + "reflection.")
        CENTRE_CROP,
        @Label(
                value = "Resize, random part",
                description =
                        "The shorter side is made to fit, then a random part along "
                                + "the longer one is taken.")
        RESIZE_RANDOM_CROP,
        @Label(
                value = "Resize, centre",
                description = "The shorter side is made to fit, then the centre is taken.")
        RESIZE_CENTRE_CROP,
        @Label(
                value = "Random part at random scale",
                description =
                        "A random square between the network's size and the whole "
                                + "image, made to fit.")
        RANDOM_SCALE_CROP,
        @Label(value = "Stretch", description = "The whole image, squeezed into a square.")
        STRETCH
    }

    /** Ways to mirror. */
    public enum MirrorChoice {
        @Label(value = "As the preset", description = "The value of the chosen preset.")
        PRESET,
        @Label(value = "Never", description = "Images stay as they are.")
        NONE,
        @Label(
                value = "By chance",
                description = "Each sample is mirrored with a chance of one half.")
        COIN,
        @Label(
                value = "Each image once",
                description = "Each image is shown once as it is and once mirrored.")
        DOUBLED
    }

    /** What becomes of broken images. */
    public enum BrokenChoice {
        @Label(value = "As the preset", description = "The value of the chosen preset.")
        PRESET,
        @Label(value = "Skip", description = "They are left out and counted.")
        SKIP,
        @Label(value = "Fail", description = "The node fails at the first one.")
        FAIL
    }

    @Widget(
            title = "Share held out",
            description =
                    "Share of the training images that is not trained with but judges"
                            + " the model, from 0 (none) to 0.9; not used if there are "
                            + "validation images.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    public double validationShare = 0.02;

    @Widget(
            title = "Cut",
            description = "How a training image becomes a square of the network's size.")
    public CropChoice crop = CropChoice.PRESET;

    @Widget(title = "Mirror", description = "Whether images are also shown left to right.")
    public MirrorChoice mirror = MirrorChoice.PRESET;

    @Widget(title = "Images that cannot be read", description = "What becomes of them.")
    @Advanced
    public BrokenChoice broken = BrokenChoice.PRESET;

    @Widget(
            title = "Threads that read",
            description = "How many threads read and cut images ahead.")
    @TextInputWidget(placeholder = AS_PRESET)
    @Advanced
    public String workers = "";

    @Widget(
            title = "Memory for images",
            description = "Megabytes of decoded images kept in memory; 0 for none.")
    @TextInputWidget(placeholder = AS_PRESET)
    @Advanced
    public String cacheMegabytes = "";
}
