// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.inpaint;

import org.knime.node.parameters.widget.choices.Label;
import org.restauro.models.inpaint.NoiseMode;

/** Which noise the network adds while it paints. */
enum NoiseChoice {
    @Label(
            value = "Stored",
            description =
                    "The noise that was stored with the weights; random noise where the image"
                            + " is larger than the model.")
    CONST(NoiseMode.CONST),
    @Label(value = "Random", description = "Fresh noise for each image, from the seed.")
    RANDOM(NoiseMode.RANDOM),
    @Label(value = "None", description = "No noise: smoother surfaces.")
    NONE(NoiseMode.NONE);

    private final NoiseMode mode;

    NoiseChoice(final NoiseMode mode) {
        this.mode = mode;
    }

    /** The noise in terms of the model layer. */
    NoiseMode mode() {
        return mode;
    }
}
