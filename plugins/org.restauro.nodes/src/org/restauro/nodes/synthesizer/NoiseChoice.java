// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.synthesizer;

import org.knime.node.parameters.widget.choices.Label;
import org.restauro.engine.nn.LayerNoise;

/** Which noise the layers add. */
enum NoiseChoice {
    @Label(value = "Stored", description = "The noise that is stored in the model.")
    CONST(LayerNoise.CONST),
    @Label(value = "Random", description = "Noise of each image's own, from its seed.")
    RANDOM(LayerNoise.RANDOM),
    @Label(value = "None", description = "No noise: smoother surfaces.")
    NONE(LayerNoise.NONE);

    private final LayerNoise noise;

    NoiseChoice(final LayerNoise noise) {
        this.noise = noise;
    }

    /** The noise in terms of the model layer. */
    LayerNoise noise() {
        return noise;
    }
}
