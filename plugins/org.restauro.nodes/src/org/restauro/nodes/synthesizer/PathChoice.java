// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.synthesizer;

import org.knime.node.parameters.widget.choices.Label;
import org.restauro.models.gan.LatentSpace;

/** What a path leads through. */
enum PathChoice {
    @Label(value = "Styles", description = "Straight lines between styles: even changes.")
    STYLES(LatentSpace.W),
    @Label(value = "Latents", description = "Along the sphere of latents; the only way for PGGAN.")
    LATENTS(LatentSpace.Z);

    private final LatentSpace space;

    PathChoice(final LatentSpace space) {
        this.space = space;
    }

    /** The space in terms of the model layer. */
    LatentSpace space() {
        return space;
    }
}
