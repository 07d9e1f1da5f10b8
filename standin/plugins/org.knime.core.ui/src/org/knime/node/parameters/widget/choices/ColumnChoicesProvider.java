// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.widget.choices;

import java.util.List;
import java.util.stream.Collectors;
import org.knime.core.data.DataColumnSpec;
import org.knime.node.parameters.NodeParametersInput;

/** Lists columns; override one of the two. */
public interface ColumnChoicesProvider extends TypedStringChoicesProvider {
    @Override
    default void init(StateProviderInitializer initializer) {
        initializer.computeBeforeOpenDialog();
    }

    default List<DataColumnSpec> columnChoices(NodeParametersInput context) {
        throw new IllegalStateException(
                getClass().getName() + " must override columnChoices or computeState");
    }

    @Override
    default List<TypedStringChoice> computeState(NodeParametersInput context) {
        return columnChoices(context).stream()
                .map(TypedStringChoice::fromColSpec)
                .collect(Collectors.toList());
    }
}
