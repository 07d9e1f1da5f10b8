// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer;

import org.knime.node.parameters.widget.choices.Label;

/** A yes or no that a preset has an opinion about. */
public enum YesNo {
    @Label(value = "As the preset", description = "The value of the chosen preset.")
    PRESET,
    @Label(value = "Yes", description = "It is done.")
    TRUE,
    @Label(value = "No", description = "It is not done.")
    FALSE
}
