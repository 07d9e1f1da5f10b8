// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataValue;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.knime.node.parameters.widget.choices.StringChoicesProvider;

/**
 * Offers columns of one kind in a dialog, and before them the choice of none of them, which is
 * stored as a text that no column is called: a dialog shows an empty text as if nothing were
 * chosen.
 */
public abstract class OptionalColumns implements StringChoicesProvider {

    /** The choice of no column. */
    public static final String NONE = "<none>";

    /** The choice of the column that has the usual name. */
    public static final String AUTOMATIC = "<automatic>";

    /** The choice of the row keys instead of a column. */
    public static final String ROW_KEYS = "<row-keys>";

    private static final Set<String> NO_COLUMNS = Set.of("", NONE, AUTOMATIC, ROW_KEYS);

    private final StringChoice none;
    private final Class<? extends DataValue> type;
    private final boolean allPorts;

    /**
     * @param none the choice of none: what is stored and what is shown
     * @param type the kind of columns
     * @param allPorts whether the columns of all tables are offered, not only of the first
     */
    protected OptionalColumns(
            final StringChoice none,
            final Class<? extends DataValue> type,
            final boolean allPorts) {
        this.none = none;
        this.type = type;
        this.allPorts = allPorts;
    }

    /** The chosen column; an empty text if none is chosen. */
    public static String chosen(final String stored) {
        return stored == null || NO_COLUMNS.contains(stored) ? "" : stored;
    }

    @Override
    public final List<StringChoice> computeState(final NodeParametersInput input) {
        List<StringChoice> choices = new ArrayList<>();
        choices.add(none);
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
