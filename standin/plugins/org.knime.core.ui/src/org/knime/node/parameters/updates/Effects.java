// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.updates;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Several of {@link Effect}. */
@Retention(RetentionPolicy.RUNTIME)
public @interface Effects {
    Effect[] value();
}
