// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.widget.choices;

import org.knime.core.data.DataColumnSpec;

/** A choice that has a type: a column or a flow variable. */
public record TypedStringChoice(String id, String text, PossibleTypeValue type) {
    /** A type. */
    public record PossibleTypeValue(String id, String text) {}

    public static TypedStringChoice fromColSpec(DataColumnSpec colSpec) {
        return new TypedStringChoice(
                colSpec.getName(),
                colSpec.getName(),
                new PossibleTypeValue(
                        colSpec.getType().getPreferredValueClass().getName(),
                        colSpec.getType().getName()));
    }
}
