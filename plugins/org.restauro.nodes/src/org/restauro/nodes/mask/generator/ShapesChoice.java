// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.mask.generator;

import org.knime.node.parameters.widget.choices.Label;

/** Whether the number and size of shapes are chosen. */
enum ShapesChoice {
    @Label(value = "Usual", description = "Values that suit each kind.")
    USUAL,
    @Label(value = "Chosen", description = "The values below.")
    CUSTOM
}
