// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.scorer.fid;

import org.knime.node.parameters.widget.choices.Label;

/** How generated images belong to real ones. */
enum PairingChoice {
    /** The first to the first. */
    @Label(
            value = "By order",
            description = "The first image belongs to the first, and so on; equally many.")
    ORDER,
    /** Equal names. */
    @Label(
            value = "By name",
            description =
                    "Images of equal names belong together: row IDs of tables, names of data sets.")
    NAME,
    /** They do not. */
    @Label(value = "Not at all", description = "The sets have nothing to do with each other.")
    NONE
}
