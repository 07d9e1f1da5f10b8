// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.synthesizer;

import org.knime.node.parameters.widget.choices.Label;
import org.restauro.models.gan.LatentSpace;

/** What the codes of a table are. */
enum SpaceChoice {
    @Label(value = "Latents (z)", description = "Normal values, before mapping.")
    Z(LatentSpace.Z),
    @Label(value = "Styles (w)", description = "One style for all layers.")
    W(LatentSpace.W),
    @Label(value = "Styles of layers (w+)", description = "A style for each layer.")
    WP(LatentSpace.WP),
    @Label(value = "Modulation (y)", description = "What layers make of their styles.")
    Y(LatentSpace.Y);

    private final LatentSpace space;

    SpaceChoice(final LatentSpace space) {
        this.space = space;
    }

    /** The space in terms of the model layer. */
    LatentSpace space() {
        return space;
    }
}
