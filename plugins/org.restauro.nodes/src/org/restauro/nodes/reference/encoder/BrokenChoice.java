// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.reference.encoder;

import org.knime.node.parameters.widget.choices.Label;

/** What becomes of references that cannot be read. */
enum BrokenChoice {
    @Label(
            value = "Leave out",
            description = "The other references are encoded; a warning counts what is left out.")
    LEAVE_OUT,
    @Label(value = "Fail", description = "The node fails at the first one and names its row.")
    FAIL
}
