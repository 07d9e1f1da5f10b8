// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.inverter;

import org.knime.node.parameters.widget.choices.Label;
import org.restauro.models.gan.LatentSpace;

/** What is searched. */
enum SpaceChoice {
    @Label(
            value = "Automatic",
            description = "What the encoder gives; one style (w) without an encoder.")
    AUTOMATIC(null),
    @Label(
            value = "A style (w)",
            description = "One style for all layers: the network's own pictures come near.")
    W(LatentSpace.W),
    @Label(
            value = "A style a layer (w+)",
            description = "Comes nearer to any picture, but its styles mean less.")
    WP(LatentSpace.WP),
    @Label(
            value = "Modulation (y)",
            description = "What layers make of styles; only with an encoder of that kind.")
    Y(LatentSpace.Y),
    @Label(value = "Latent (z)", description = "Before mapping; the only one of a PGGAN.")
    Z(LatentSpace.Z);

    private final LatentSpace space;

    SpaceChoice(final LatentSpace space) {
        this.space = space;
    }

    /** The space; null for automatic. */
    LatentSpace space() {
        return space;
    }
}
