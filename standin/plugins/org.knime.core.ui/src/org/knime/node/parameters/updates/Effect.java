// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.updates;

import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Shows or enables a field only sometimes. */
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Effects.class)
public @interface Effect {
    Class<? extends EffectPredicateProvider> predicate();

    EffectType type();

    /** What happens when the predicate holds. */
    enum EffectType {
        /** Enabled. */
        ENABLE,
        /** Disabled. */
        DISABLE,
        /** Shown. */
        SHOW,
        /** Hidden. */
        HIDE
    }
}
