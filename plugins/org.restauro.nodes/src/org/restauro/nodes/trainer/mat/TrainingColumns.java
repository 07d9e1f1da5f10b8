// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.mat;

import java.util.List;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.image.png.PNGImageValue;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.widget.choices.ColumnChoicesProvider;
import org.knime.node.parameters.widget.choices.util.ColumnSelectionUtil;
import org.restauro.nodes.table.ImageColumns;

/** Offers the image columns of the training table; a data set at its port has none. */
final class TrainingColumns implements ColumnChoicesProvider {

    private static final String TRUTH = "truth";

    @Override
    public List<DataColumnSpec> columnChoices(final NodeParametersInput input) {
        return columns(input);
    }

    private static List<DataColumnSpec> columns(final NodeParametersInput input) {
        // the specs as they are: asking for a table's where a data set is would fail
        return input.getInPortSpecs().length > 0
                        && input.getInPortSpecs()[0] instanceof DataTableSpec table
                ? ColumnSelectionUtil.getCompatibleColumns(table, PNGImageValue.class)
                : List.of();
    }

    /** The column to start with: undamaged images if there are such, else the image column. */
    static String first(final NodeParametersInput input) {
        List<String> names = columns(input).stream().map(DataColumnSpec::getName).toList();
        for (String wanted : List.of(TRUTH, ImageColumns.IMAGE)) {
            if (names.contains(wanted)) {
                return wanted;
            }
        }
        return names.isEmpty() ? "" : names.get(0);
    }
}
