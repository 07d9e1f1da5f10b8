// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.layout;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Several of {@link Before}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface BeforeAllOf {
    Before[] value();
}
