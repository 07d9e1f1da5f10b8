// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.inpaint;

import org.knime.node.parameters.widget.choices.Label;

/** The number format of convolutions and matrix products. */
enum PrecisionChoice {
    @Label(value = "Automatic", description = "The fastest format that this device computes well.")
    AUTO,
    @Label(value = "float32", description = "Single precision: the reference.")
    FLOAT32,
    @Label(
            value = "bfloat16",
            description =
                    "Half the memory, and faster on processors that support it; results differ"
                            + " slightly.")
    BFLOAT16,
    @Label(value = "float16", description = "Half precision, for graphics cards.")
    FLOAT16
}
