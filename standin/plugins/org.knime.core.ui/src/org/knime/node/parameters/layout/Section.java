// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.layout;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A titled part of a dialog. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Section {
    String title();

    String description() default "";

    boolean sideDrawer() default false;

    String sideDrawerSetText() default "";
}
