// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.updates;

import java.util.function.Supplier;
import org.knime.core.webui.node.dialog.defaultdialog.util.updates.StateComputationFailureException;
import org.knime.node.parameters.NodeParametersInput;

/**
 * Computes something of a dialog from its fields.
 *
 * @param <S> what it computes
 */
public interface StateProvider<S> {
    void init(StateProviderInitializer initializer);

    S computeState(NodeParametersInput parametersInput) throws StateComputationFailureException;

    /** Says what the computation depends on. */
    interface StateProviderInitializer {
        <T> Supplier<T> computeFromValueSupplier(Class<? extends ParameterReference<T>> ref);

        <T> Supplier<T> getValueSupplier(Class<? extends ParameterReference<T>> ref);

        <T> void computeOnValueChange(Class<? extends ParameterReference<T>> id);

        <T> Supplier<T> computeFromProvidedState(
                Class<? extends StateProvider<T>> stateProviderClass);

        void computeOnButtonClick(Class<? extends ButtonReference> ref);

        void computeBeforeOpenDialog();

        void computeAfterOpenDialog();
    }
}
