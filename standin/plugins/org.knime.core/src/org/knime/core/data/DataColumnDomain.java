// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.config.ConfigRO;
import org.knime.core.node.config.ConfigWO;

/** What is known of a column's values: the possible ones, and bounds. */
public final class DataColumnDomain {
    private final Set<DataCell> values;
    private final DataCell lower;
    private final DataCell upper;

    DataColumnDomain(Set<? extends DataCell> values, DataCell lower, DataCell upper) {
        this.values =
                values == null ? null : Collections.unmodifiableSet(new LinkedHashSet<>(values));
        this.lower = lower;
        this.upper = upper;
    }

    public Set<DataCell> getValues() {
        return values;
    }

    public boolean hasValues() {
        return values != null;
    }

    public DataCell getLowerBound() {
        return lower;
    }

    public boolean hasLowerBound() {
        return lower != null;
    }

    public DataCell getUpperBound() {
        return upper;
    }

    public boolean hasUpperBound() {
        return upper != null;
    }

    public boolean hasBounds() {
        return lower != null && upper != null;
    }

    public void save(ConfigWO config) {
        if (values != null) {
            ConfigWO cells = config.addConfig("possible_values");
            int i = 0;
            for (DataCell cell : values) {
                cells.addDataCell(Integer.toString(i++), cell);
            }
        }
        if (lower != null) {
            config.addDataCell("lower_bound", lower);
        }
        if (upper != null) {
            config.addDataCell("upper_bound", upper);
        }
    }

    public static DataColumnDomain load(ConfigRO config) {
        Set<DataCell> values = null;
        if (config.containsKey("possible_values")) {
            values = new LinkedHashSet<>();
            try {
                ConfigRO cells = config.getConfig("possible_values");
                for (String key : cells) {
                    values.add(cells.getDataCell(key));
                }
            } catch (InvalidSettingsException e) {
                throw new IllegalArgumentException("Unreadable domain: " + e.getMessage(), e);
            }
        }
        return new DataColumnDomain(
                values,
                config.getDataCell("lower_bound", null),
                config.getDataCell("upper_bound", null));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DataColumnDomain
                && Objects.equals(((DataColumnDomain) other).values, values)
                && Objects.equals(((DataColumnDomain) other).lower, lower)
                && Objects.equals(((DataColumnDomain) other).upper, upper);
    }

    @Override
    public int hashCode() {
        return Objects.hash(values, lower, upper);
    }

    @Override
    public String toString() {
        return "lower=" + lower + ",upper=" + upper + ",values=" + values;
    }
}
