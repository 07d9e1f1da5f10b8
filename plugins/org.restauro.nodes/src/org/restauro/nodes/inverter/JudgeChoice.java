// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.inverter;

import org.knime.node.parameters.widget.choices.Label;

/** What says how near a picture is. */
enum JudgeChoice {
    @Label(value = "Pixels", description = "Squared differences; needs no weights.")
    PIXELS(1, 0),
    @Label(
            value = "LPIPS",
            description =
                    "The difference people perceive, by VGG-16, as StyleGAN2's projector judges."
                            + " Needs its weights.")
    LPIPS(0, 1),
    @Label(value = "Both", description = "Their sum.")
    BOTH(1, 1);

    private final double pixels;
    private final double lpips;

    JudgeChoice(final double pixels, final double lpips) {
        this.pixels = pixels;
        this.lpips = lpips;
    }

    double pixels() {
        return pixels;
    }

    double lpips() {
        return lpips;
    }
}
