// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.table;

import org.knime.node.parameters.widget.choices.Label;

/** What becomes of the node when one of its rows fails. */
public enum FailureChoice {
    /** The row keeps its place with missing cells that carry the reason. */
    @Label(
            value = "Missing cells",
            description =
                    "The row stays in the table; its result is a missing cell that carries the"
                            + " reason, and its status says what went wrong.")
    MISSING,
    /** The node fails at the first row that fails. */
    @Label(
            value = "Fail",
            description = "The node stops at the first row that fails and says which one it was.")
    FAIL
}
