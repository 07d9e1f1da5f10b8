// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.widget.number;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.knime.node.parameters.updates.StateProvider;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MaxValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation;

/** How a number is entered. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface NumberInputWidget {
    double stepSize() default -1;

    Class<? extends MinValidation> minValidation() default TypeDependentBounds.Min.class;

    Class<? extends MaxValidation> maxValidation() default TypeDependentBounds.Max.class;

    Class<? extends StateProvider<? extends MinValidation>> minValidationProvider() default
            TypeDependentBounds.NoMin.class;

    Class<? extends StateProvider<? extends MaxValidation>> maxValidationProvider() default
            TypeDependentBounds.NoMax.class;
}
