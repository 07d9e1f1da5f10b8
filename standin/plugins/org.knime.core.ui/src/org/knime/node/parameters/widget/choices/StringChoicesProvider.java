// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.widget.choices;

import java.util.List;
import java.util.stream.Collectors;
import org.knime.node.parameters.NodeParametersInput;

/** Lists texts; override one of the two. */
public non-sealed interface StringChoicesProvider extends ChoicesStateProvider<StringChoice> {
    @Override
    default void init(StateProviderInitializer initializer) {
        initializer.computeBeforeOpenDialog();
    }

    default List<String> choices(NodeParametersInput context) {
        throw new IllegalStateException(
                getClass().getName() + " must override choices or computeState");
    }

    @Override
    default List<StringChoice> computeState(NodeParametersInput context) {
        return choices(context).stream().map(StringChoice::fromId).collect(Collectors.toList());
    }
}
