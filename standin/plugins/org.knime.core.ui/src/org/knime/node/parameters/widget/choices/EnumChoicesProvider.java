// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.widget.choices;

import java.util.List;
import java.util.stream.Collectors;
import org.knime.node.parameters.NodeParametersInput;

/**
 * Lists constants of an enum; override one of the two.
 *
 * @param <E> the enum
 */
public non-sealed interface EnumChoicesProvider<E extends Enum<E>>
        extends ChoicesStateProvider<EnumChoice<E>> {
    @Override
    default void init(StateProviderInitializer initializer) {
        initializer.computeBeforeOpenDialog();
    }

    default List<E> choices(NodeParametersInput context) {
        throw new IllegalStateException(
                getClass().getName() + " must override choices or computeState");
    }

    @Override
    default List<EnumChoice<E>> computeState(NodeParametersInput context) {
        return choices(context).stream()
                .map(EnumChoice::fromEnumConst)
                .collect(Collectors.toList());
    }
}
