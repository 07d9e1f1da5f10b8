// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.widget.text;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.knime.node.parameters.updates.StateProvider;
import org.knime.node.parameters.widget.text.TextInputWidgetValidation.MaxLengthValidation;
import org.knime.node.parameters.widget.text.TextInputWidgetValidation.MinLengthValidation;
import org.knime.node.parameters.widget.text.TextInputWidgetValidation.PatternValidation;

/** How a line of text is entered. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface TextInputWidget {
    String placeholder() default "";

    Class<? extends PatternValidation> patternValidation() default PatternValidation.class;

    Class<? extends MaxLengthValidation> maxLengthValidation() default MaxLengthValidation.class;

    Class<? extends MinLengthValidation> minLengthValidation() default MinLengthValidation.class;

    Class<? extends StateProvider<String>> placeholderProvider() default NoText.Placeholder.class;

    Class<? extends StateProvider<? extends PatternValidation>> patternValidationProvider() default
            NoText.Pattern.class;

    Class<? extends StateProvider<? extends MaxLengthValidation>>
            maxLengthValidationProvider() default NoText.MaxLength.class;

    Class<? extends StateProvider<? extends MinLengthValidation>>
            minLengthValidationProvider() default NoText.MinLength.class;
}
