// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.widget.choices;

/** Lists columns or flow variables. */
public non-sealed interface TypedStringChoicesProvider
        extends ChoicesStateProvider<TypedStringChoice> {
    @Override
    default void init(StateProviderInitializer initializer) {
        initializer.computeBeforeOpenDialog();
    }
}
