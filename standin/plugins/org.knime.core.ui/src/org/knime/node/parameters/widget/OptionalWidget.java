// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.widget;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.knime.node.parameters.updates.StateProvider;

/** What an optional field starts with when it is switched on. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface OptionalWidget {
    Class<? extends DefaultValueProvider<?>> defaultProvider();

    /**
     * Computes the value.
     *
     * @param <T> its class
     */
    interface DefaultValueProvider<T> extends StateProvider<T> {
        @Override
        default void init(StateProviderInitializer initializer) {
            initializer.computeBeforeOpenDialog();
        }
    }
}
