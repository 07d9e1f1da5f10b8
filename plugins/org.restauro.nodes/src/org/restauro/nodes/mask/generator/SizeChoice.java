// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.mask.generator;

import org.knime.node.parameters.widget.choices.Label;

/** Where the size of a mask comes from. */
enum SizeChoice {
    @Label(value = "The image's size", description = "Each mask has the size of its image.")
    IMAGE,
    @Label(value = "One size", description = "All masks have the same size.")
    FIXED
}
