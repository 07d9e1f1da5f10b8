// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.widget.choices.util;

import java.util.List;
import org.knime.core.data.DataColumnSpec;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.widget.choices.ColumnChoicesProvider;

/** Lists some of an input table's columns. */
public interface FilteredInputTableColumnsProvider
        extends InputTableIndexHolder, ColumnChoicesProvider {
    boolean isIncluded(DataColumnSpec col);

    @Override
    default List<DataColumnSpec> columnChoices(NodeParametersInput context) {
        return ColumnSelectionUtil.getFilteredColumns(
                context, getInputTableIndex(context), this::isIncluded);
    }
}
