// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.updates;

import java.util.List;
import java.util.function.Predicate;
import org.knime.node.parameters.NodeParametersInput;

/** Builds a condition on the dialog's fields. */
@FunctionalInterface
public interface EffectPredicateProvider {
    EffectPredicate init(PredicateInitializer i);

    default EffectPredicate and(EffectPredicate... predicates) {
        return new EffectPredicate() {};
    }

    default EffectPredicate not(EffectPredicate predicate) {
        return predicate.negate();
    }

    default EffectPredicate or(EffectPredicate... predicates) {
        return new EffectPredicate() {};
    }

    /** Gives the fields to build conditions on. */
    interface PredicateInitializer {
        StringReference getString(Class<? extends ParameterReference<String>> reference);

        BooleanReference getBoolean(Class<? extends ParameterReference<Boolean>> reference);

        <T> ArrayReference getArray(Class<? extends ParameterReference<T[]>> reference);

        <T> ArrayReference getList(Class<? extends ParameterReference<List<T>>> reference);

        <E extends Enum<E>> EnumReference<E> getEnum(
                Class<? extends ParameterReference<E>> reference);

        EffectPredicate getConstant(Predicate<NodeParametersInput> predicate);

        default EffectPredicate never() {
            return getConstant(input -> false);
        }

        default EffectPredicate always() {
            return getConstant(input -> true);
        }

        EffectPredicate getPredicate(
                Class<? extends EffectPredicateProvider> predicateProviderClass);

        EffectPredicate getPredicate(EffectPredicateProvider predicateProvider);

        /** A text field. */
        interface StringReference {
            EffectPredicate isEqualTo(String value);

            EffectPredicate matchesPattern(String pattern);
        }

        /** A check box. */
        interface BooleanReference {
            EffectPredicate isTrue();

            EffectPredicate isFalse();
        }

        /**
         * A choice.
         *
         * @param <E> the choices
         */
        interface EnumReference<E extends Enum<E>> {
            @SuppressWarnings("unchecked")
            EffectPredicate isOneOf(E... values);
        }

        /** A list. */
        interface ArrayReference {
            EffectPredicate hasMultipleItems();

            EffectPredicate containsElementSatisfying(EffectPredicateProvider elementPredicate);
        }
    }
}
