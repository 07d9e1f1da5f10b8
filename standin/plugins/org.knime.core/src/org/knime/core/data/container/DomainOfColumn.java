// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.container;

import java.util.LinkedHashSet;
import java.util.Set;
import org.knime.core.data.BoundedValue;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnDomainCreator;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataValueComparator;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.NominalValue;
import org.restauro.standin.RowStore;

/** Widens the domain of one column while its cells pass by. */
final class DomainOfColumn {
    private final DataColumnSpec spec;
    private final boolean bounded;
    private final DataValueComparator order;
    private Set<DataCell> values;
    private int maxValues;
    private DataCell lower;
    private DataCell upper;

    DomainOfColumn(DataColumnSpec spec, DataContainerSettings settings) {
        this.spec = spec;
        boolean init = settings.isInitializeDomain();
        bounded = spec.getType().isCompatible(BoundedValue.class);
        order = spec.getType().getComparator();
        maxValues = settings.getMaxDomainValues();
        if (spec.getType().isCompatible(NominalValue.class)) {
            values = new LinkedHashSet<>();
            if (init && spec.getDomain().hasValues()) {
                values.addAll(spec.getDomain().getValues());
                maxValues = Math.max(maxValues, values.size());
            }
        }
        lower = init ? spec.getDomain().getLowerBound() : null;
        upper = init ? spec.getDomain().getUpperBound() : null;
    }

    void setMaxValues(int max) {
        maxValues = max;
    }

    void update(DataCell raw) {
        if (values == null && !bounded) {
            return;
        }
        DataCell cell = RowStore.resolve(raw);
        if (cell.isMissing()) {
            return;
        }
        if (values != null && values.add(cell) && values.size() > maxValues) {
            values = null;
        }
        if (bounded && !isNaN(cell)) {
            lower = lower == null || order.compare(cell, lower) < 0 ? cell : lower;
            upper = upper == null || order.compare(cell, upper) > 0 ? cell : upper;
        }
    }

    private static boolean isNaN(DataCell cell) {
        return cell instanceof DoubleValue && Double.isNaN(((DoubleValue) cell).getDoubleValue());
    }

    DataColumnSpec finish() {
        DataColumnSpecCreator creator = new DataColumnSpecCreator(spec);
        creator.setDomain(new DataColumnDomainCreator(values, lower, upper).createDomain());
        return creator.createSpec();
    }
}
