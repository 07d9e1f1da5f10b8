// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.updates;

/** A condition on the dialog's fields; the stand-in never evaluates it. */
public interface EffectPredicate {
    default EffectPredicate and(EffectPredicate other) {
        return new EffectPredicate() {};
    }

    default EffectPredicate or(EffectPredicate other) {
        return new EffectPredicate() {};
    }

    default EffectPredicate negate() {
        return new EffectPredicate() {};
    }
}
