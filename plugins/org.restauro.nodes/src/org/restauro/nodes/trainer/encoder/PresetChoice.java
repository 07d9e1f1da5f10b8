// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.encoder;

import org.knime.node.parameters.widget.choices.Label;

/** Named beginnings of the settings. */
enum PresetChoice {
    @Label(
            value = "Small",
            description =
                    "A narrow encoder for small networks that learns from pixels alone, on a"
                            + " processor within minutes.")
    SMALL("small"),
    @Label(
            value = "StyleGAN, 256 × 256",
            description =
                    "GenForce's published recipe for the modulation (y) of faces; needs VGG-16's"
                            + " weights, a graphics card and days.")
    STYLEGAN_FFHQ256_ENCODER_Y("stylegan_ffhq256_encoder_y");

    private final String key;

    PresetChoice(final String key) {
        this.key = key;
    }

    /** Its name in training runs. */
    String key() {
        return key;
    }
}
