// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.widget.choices.util;

import java.util.Collection;
import java.util.List;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataValue;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.StringValue;

/** Lists an input table's columns of some value classes. */
public class CompatibleColumnsProvider implements FilteredInputTableColumnsProvider {
    private final Collection<Class<? extends DataValue>> valueClasses;

    protected CompatibleColumnsProvider(Class<? extends DataValue> valueClass) {
        this(List.of(valueClass));
    }

    protected CompatibleColumnsProvider(Collection<Class<? extends DataValue>> valueClasses) {
        this.valueClasses = valueClasses;
    }

    @Override
    public boolean isIncluded(DataColumnSpec col) {
        return valueClasses.stream().anyMatch(col.getType()::isCompatible);
    }

    /** Columns of texts. */
    public static class StringColumnsProvider extends CompatibleColumnsProvider {
        protected StringColumnsProvider() {
            super(StringValue.class);
        }
    }

    /** Columns of numbers. */
    public static class DoubleColumnsProvider extends CompatibleColumnsProvider {
        protected DoubleColumnsProvider() {
            super(DoubleValue.class);
        }
    }
}
