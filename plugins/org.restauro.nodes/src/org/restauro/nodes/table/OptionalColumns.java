// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataValue;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.knime.node.parameters.widget.choices.StringChoicesProvider;

/**
 * Offers columns of one kind in a dialog, and before them the choice of none, which is stored as an
 * empty text.
 */
public abstract class OptionalColumns implements StringChoicesProvider {

    private final String none;
    private final Class<? extends DataValue> type;
    private final boolean allPorts;

    /**
     * @param none how the choice of none is called
     * @param type the kind of columns
     * @param allPorts whether the columns of all tables are offered, not only of the first
     */
    protected OptionalColumns(
            final String none, final Class<? extends DataValue> type, final boolean allPorts) {
        this.none = none;
        this.type = type;
        this.allPorts = allPorts;
    }

    @Override
    public final List<StringChoice> computeState(final NodeParametersInput input) {
        List<StringChoice> choices = new ArrayList<>();
        choices.add(new StringChoice("", none));
        Arrays.stream(input.getInPortSpecs())
                .limit(allPorts ? Long.MAX_VALUE : 1)
                .flatMap(
                        spec ->
                                spec instanceof DataTableSpec table
                                        ? table.stream()
                                        : Stream.empty())
                .filter(column -> column.getType().isCompatible(type))
                .map(DataColumnSpec::getName)
                .distinct()
                .map(StringChoice::fromId)
                .forEach(choices::add);
        return choices;
    }
}
