// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.murals;

import org.knime.node.parameters.widget.choices.Label;
import org.restauro.images.murals.MuralSubject;

/** What the murals show. */
enum SubjectChoice {
    @Label(
            value = "Walls",
            description = "Fields within borders, of every composition, seen whole or in part.")
    WALLS(MuralSubject.WALLS),
    @Label(
            value = "Medallions",
            description =
                    "One large round ornament each: a narrow class of pictures, which a small"
                            + " generative model learns in little time.")
    MEDALLIONS(MuralSubject.MEDALLIONS);

    private final MuralSubject subject;

    SubjectChoice(final MuralSubject subject) {
        this.subject = subject;
    }

    /** The subject in terms of the generator. */
    MuralSubject subject() {
        return subject;
    }
}
