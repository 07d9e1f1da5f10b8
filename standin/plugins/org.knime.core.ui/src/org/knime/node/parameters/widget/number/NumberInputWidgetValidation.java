// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.widget.number;

import java.math.BigDecimal;
import org.knime.node.parameters.validation.BuiltinValidation;

/** What a dialog checks of a number. */
public sealed interface NumberInputWidgetValidation extends BuiltinValidation {
    default boolean isExclusive() {
        return false;
    }

    private static String text(double bound) {
        return BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
    }

    /** The smallest number allowed. */
    abstract non-sealed class MinValidation implements NumberInputWidgetValidation {
        /** The bound. */
        record MinValidationParams(double min, boolean isExclusive) {}

        @Override
        public final MinValidationParams getParameters() {
            return new MinValidationParams(getMin(), isExclusive());
        }

        @Override
        public String getErrorMessage() {
            return "The value must be "
                    + (isExclusive() ? "greater than " : "at least ")
                    + text(getMin())
                    + ".";
        }

        protected abstract double getMin();

        /** Zero or more. */
        public static final class IsNonNegativeValidation extends MinValidation {
            @Override
            public double getMin() {
                return 0;
            }
        }

        /** One or more. */
        public static final class IsPositiveIntegerValidation extends MinValidation {
            @Override
            public double getMin() {
                return 1;
            }
        }

        /** More than zero. */
        public static final class IsPositiveDoubleValidation extends MinValidation {
            @Override
            public double getMin() {
                return 0;
            }

            @Override
            public boolean isExclusive() {
                return true;
            }
        }
    }

    /** The largest number allowed. */
    abstract non-sealed class MaxValidation implements NumberInputWidgetValidation {
        /** The bound. */
        record MaxValidationParams(Double max, boolean isExclusive) {}

        @Override
        public final MaxValidationParams getParameters() {
            return new MaxValidationParams(getMax(), isExclusive());
        }

        @Override
        public String getErrorMessage() {
            return "The value must be "
                    + (isExclusive() ? "less than " : "at most ")
                    + text(getMax())
                    + ".";
        }

        protected abstract double getMax();
    }
}
