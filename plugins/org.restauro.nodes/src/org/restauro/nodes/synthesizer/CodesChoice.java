// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.synthesizer;

import org.knime.node.parameters.widget.choices.Label;
import org.restauro.models.gan.LatentSpace;

/** Which codes of the images are added to the table. */
enum CodesChoice {
    @Label(value = "None", description = "No column of codes.")
    NONE(null),
    @Label(value = "Latents (z)", description = "Normal values, before mapping.")
    Z(LatentSpace.Z),
    @Label(value = "Styles (w)", description = "One style for all layers, not truncated.")
    W(LatentSpace.W),
    @Label(
            value = "Styles of layers (w+)",
            description = "A style for each layer, as the image was painted.")
    WP(LatentSpace.WP);

    private final LatentSpace space;

    CodesChoice(final LatentSpace space) {
        this.space = space;
    }

    /** The space in terms of the model layer; null for none. */
    LatentSpace space() {
        return space;
    }
}
