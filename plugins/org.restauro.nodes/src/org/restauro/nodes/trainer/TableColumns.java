// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer;

import java.util.List;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.image.png.PNGImageValue;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.widget.choices.ColumnChoicesProvider;
import org.knime.node.parameters.widget.choices.util.ColumnSelectionUtil;
import org.restauro.nodes.table.ImageColumns;

/** Offers the image columns of a table; a data set at its port has none. */
public abstract class TableColumns implements ColumnChoicesProvider {

    private static final String TRUTH = "truth";

    private final int port;

    /**
     * @param port where the table is
     */
    protected TableColumns(final int port) {
        this.port = port;
    }

    @Override
    public final List<DataColumnSpec> columnChoices(final NodeParametersInput input) {
        return columns(input, port);
    }

    private static List<DataColumnSpec> columns(final NodeParametersInput input, final int port) {
        // the specs as they are: asking for a table's where a data set is would fail
        return input.getInPortSpecs().length > port
                        && input.getInPortSpecs()[port] instanceof DataTableSpec table
                ? ColumnSelectionUtil.getCompatibleColumns(table, PNGImageValue.class)
                : List.of();
    }

    /** The column to start with: undamaged images if there are such, else the image column. */
    public static String first(final NodeParametersInput input, final int port) {
        return first(input, port, List.of(TRUTH, ImageColumns.IMAGE));
    }

    /** The column to start with: one of these names, else the first, else an empty text. */
    public static String first(
            final NodeParametersInput input, final int port, final List<String> wanted) {
        List<String> names = columns(input, port).stream().map(DataColumnSpec::getName).toList();
        return wanted.stream()
                .filter(names::contains)
                .findFirst()
                .orElse(names.isEmpty() ? "" : names.get(0));
    }
}
