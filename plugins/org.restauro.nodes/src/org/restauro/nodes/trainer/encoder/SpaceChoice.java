// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.encoder;

import java.util.Locale;
import org.knime.node.parameters.widget.choices.Label;

/** What the encoder tells. */
enum SpaceChoice {
    @Label(value = "As the preset", description = "The value of the chosen preset.")
    PRESET,
    @Label(value = "A style (w)", description = "One style for all layers.")
    W,
    @Label(value = "A style a layer (w+)", description = "Comes nearer to images than one style.")
    WP,
    @Label(value = "Modulation (y)", description = "What layers make of styles; the nearest.")
    Y,
    @Label(value = "Latent (z)", description = "Before mapping; the only one of a PGGAN.")
    Z;

    /** As a setting; empty for the preset's. */
    String setting() {
        return this == PRESET ? "" : name().toLowerCase(Locale.ROOT);
    }
}
