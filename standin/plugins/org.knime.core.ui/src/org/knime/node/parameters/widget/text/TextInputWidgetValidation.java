// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.widget.text;

import org.knime.node.parameters.validation.BuiltinValidation;

/** What a dialog checks of a text. */
public sealed interface TextInputWidgetValidation extends BuiltinValidation {
    /** A pattern. */
    record PatternValidationParams(String pattern) {}

    /** A pattern that the text must match. */
    abstract non-sealed class PatternValidation implements TextInputWidgetValidation {
        @Override
        public final PatternValidationParams getParameters() {
            return new PatternValidationParams(getPattern());
        }

        @Override
        public String getErrorMessage() {
            return "The string must match the pattern: " + getPattern();
        }

        protected abstract String getPattern();

        /** Not blank. */
        public static final class IsNotBlankValidation extends PatternValidation {
            @Override
            public String getErrorMessage() {
                return "The field cannot be blank"
                        + " (it must contain at least one non-whitespace character).";
            }

            @Override
            public String getPattern() {
                return ".*\\S.*";
            }
        }

        /** Not empty. */
        public static final class IsNotEmptyValidation extends MinLengthValidation {
            @Override
            public String getErrorMessage() {
                return "The field cannot be empty (it must contain at least one character).";
            }

            @Override
            protected int getMinLength() {
                return 1;
            }
        }
    }

    /** The shortest text allowed. */
    abstract non-sealed class MinLengthValidation implements TextInputWidgetValidation {
        /** The bound. */
        record MinLengthValidationParams(int minLength) {}

        @Override
        public final MinLengthValidationParams getParameters() {
            return new MinLengthValidationParams(getMinLength());
        }

        @Override
        public String getErrorMessage() {
            return "The string must be at least " + getMinLength() + " characters long.";
        }

        protected abstract int getMinLength();
    }

    /** The longest text allowed. */
    abstract non-sealed class MaxLengthValidation implements TextInputWidgetValidation {
        /** The bound. */
        record MaxLengthValidationParams(int maxLength) {}

        @Override
        public final MaxLengthValidationParams getParameters() {
            return new MaxLengthValidationParams(getMaxLength());
        }

        @Override
        public String getErrorMessage() {
            return "The string must not exceed " + getMaxLength() + " characters.";
        }

        protected abstract int getMaxLength();
    }
}
