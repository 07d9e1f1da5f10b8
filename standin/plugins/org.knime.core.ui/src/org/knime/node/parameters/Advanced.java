// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Shown only to those who ask for more. */
@Retention(RetentionPolicy.RUNTIME)
public @interface Advanced {}
