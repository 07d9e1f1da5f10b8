// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.widget.choices;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Who lists what can be chosen. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface ChoicesProvider {
    @SuppressWarnings("rawtypes")
    Class<? extends ChoicesStateProvider> value();
}
