// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.scorer.comparison;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.text.TextInputWidget;

/** What the Metric Comparison asks for. Field names are keys of saved workflows. */
final class MetricComparisonNodeParameters implements NodeParameters {

    static final String MESSAGE_TOO_MANY =
            "There are %d names for %d tables. Write one name for each table at most, separated by"
                    + " commas.";
    static final String MESSAGE_TWICE =
            "Two tables are called \"%s\". Give each a name of its own, separated by commas.";
    static final String DEFAULT_NAME = "model %d";

    @Widget(
            title = "Names",
            description =
                    "What to call the tables, in the order of their ports and separated by commas."
                            + " Tables without a name are called model 1, model 2, and so on.")
    @TextInputWidget(placeholder = "before, after")
    String names = "";

    /**
     * A name for each table.
     *
     * @throws InvalidSettingsException if there are too many names, or two are equal
     */
    List<String> namesOf(final int tables) throws InvalidSettingsException {
        String[] given = names == null || names.isBlank() ? new String[0] : names.split(",", -1);
        if (given.length > tables) {
            throw new InvalidSettingsException(MESSAGE_TOO_MANY.formatted(given.length, tables));
        }
        List<String> all = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < tables; i++) {
            String name = i < given.length ? given[i].trim() : "";
            String used = name.isEmpty() ? DEFAULT_NAME.formatted(i + 1) : name;
            if (!seen.add(used)) {
                throw new InvalidSettingsException(MESSAGE_TWICE.formatted(used));
            }
            all.add(used);
        }
        return all;
    }
}
