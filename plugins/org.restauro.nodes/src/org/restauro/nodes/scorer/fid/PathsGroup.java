// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.scorer.fid;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;
import org.restauro.metrics.distribution.PathLength;

/** Which paths of a GAN are measured. Field names are keys of saved workflows. */
final class PathsGroup implements NodeParameters {

    static final String MESSAGE_SAMPLES = "The number of paths is %d. Choose at least 1.";
    static final String MESSAGE_EPSILON =
            "The length of a step is %s. Choose a number above 0, at most 1; 0.0001 is published.";

    /** What paths lead through. */
    enum SpaceChoice {
        @Label(value = "Styles (w)", description = "Straight lines between styles.")
        W(PathLength.Space.W),
        @Label(
                value = "Latents (z)",
                description = "Along the sphere of latents; the only way for PGGAN.")
        Z(PathLength.Space.Z);

        private final PathLength.Space space;

        SpaceChoice(final PathLength.Space space) {
            this.space = space;
        }
    }

    /** Where steps begin. */
    enum PlaceChoice {
        @Label(value = "At the ends", description = "At the beginning of the paths.")
        END,
        @Label(value = "Anywhere", description = "At random places on the paths.")
        FULL
    }

    @Widget(
            title = "Number of paths",
            description =
                    "Published values are of 50,000, which needs a graphics card; fewer scatter"
                            + " more.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Advanced
    int samples = PathLength.PUBLISHED.samples();

    @Widget(title = "Paths through", description = "What they lead through.")
    @ValueSwitchWidget
    @Advanced
    SpaceChoice space = SpaceChoice.W;

    @Widget(title = "Steps", description = "Where on a path a step is measured.")
    @ValueSwitchWidget
    @Advanced
    PlaceChoice place = PlaceChoice.END;

    @Widget(title = "Length of a step", description = "Published: 0.0001.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Advanced
    double epsilon = PathLength.PUBLISHED.epsilon();

    @Widget(
            title = "Faces only",
            description = "Compare the part where faces are in aligned portraits, such as FFHQ.")
    @Advanced
    boolean crop;

    /**
     * Checks the numbers.
     *
     * @throws InvalidSettingsException saying which one cannot be used
     */
    void check() throws InvalidSettingsException {
        if (samples < 1) {
            throw new InvalidSettingsException(MESSAGE_SAMPLES.formatted(samples));
        }
        if (!(epsilon > 0 && epsilon <= 1)) {
            throw new InvalidSettingsException(MESSAGE_EPSILON.formatted(epsilon));
        }
    }

    /** The paths in terms of the metrics. */
    PathLength paths() {
        return PathLength.PUBLISHED
                .with(space.space, place == PlaceChoice.FULL)
                .withSamples(samples)
                .withEpsilon(epsilon)
                .cropped(crop);
    }
}
