// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.murals;

import org.knime.node.parameters.widget.choices.Label;
import org.restauro.images.murals.SampleMurals;

/** What a mural's reference shows. */
enum ReferenceChoice {
    @Label(
            value = "Sister panel",
            description = "The same paints, motifs and borders, arranged otherwise.")
    SISTER(SampleMurals.Reference.SISTER),
    @Label(
            value = "Old photograph",
            description =
                    "The mural itself before its losses, on a picture that has faded, stained and"
                            + " cracked.")
    PHOTOGRAPH(SampleMurals.Reference.PHOTOGRAPH);

    private final SampleMurals.Reference reference;

    ReferenceChoice(final SampleMurals.Reference reference) {
        this.reference = reference;
    }

    /** The kind in terms of the series. */
    SampleMurals.Reference reference() {
        return reference;
    }
}
