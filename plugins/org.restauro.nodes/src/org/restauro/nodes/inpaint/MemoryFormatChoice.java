// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.inpaint;

import org.knime.node.parameters.widget.choices.Label;

/** How images lie in memory. */
enum MemoryFormatChoice {
    @Label(value = "Automatic", description = "Whatever is fastest on this device.")
    AUTO,
    @Label(value = "Planes", description = "One colour plane after the other.")
    CONTIGUOUS,
    @Label(value = "Pixels", description = "The channels of a pixel beside each other.")
    CHANNELS_LAST
}
