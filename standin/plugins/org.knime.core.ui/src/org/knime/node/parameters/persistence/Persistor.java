// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.persistence;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Who stores a field or class. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD})
public @interface Persistor {
    @SuppressWarnings("rawtypes")
    Class<? extends NodeParametersPersistor> value();
}
