// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.inverter;

import org.knime.node.parameters.widget.choices.Label;
import org.restauro.training.inversion.Fit;

/** How images become squares of the model's size. */
enum FitChoice {
    @Label(
            value = "Centre",
            description = "The shorter side is made to fit, then the centre is taken.")
    CROP(Fit.CROP),
    @Label(value = "Stretch", description = "The whole image, squeezed.")
    STRETCH(Fit.STRETCH),
    @Label(value = "As they are", description = "Images of other sizes are errors.")
    EXACT(Fit.EXACT);

    private final Fit fit;

    FitChoice(final Fit fit) {
        this.fit = fit;
    }

    Fit fit() {
        return fit;
    }
}
