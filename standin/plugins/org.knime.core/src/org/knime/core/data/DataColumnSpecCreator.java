// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Makes column specifications; names are trimmed. */
public final class DataColumnSpecCreator {
    private String name;
    private List<String> elementNames;
    private DataType type;
    private DataColumnDomain domain = new DataColumnDomain(null, null, null);
    private DataColumnProperties properties = new DataColumnProperties();

    public DataColumnSpecCreator(String name, DataType type) {
        setName(name);
        setType(type);
    }

    public DataColumnSpecCreator(DataColumnSpec spec) {
        this(spec.getName(), spec.getType());
        elementNames = spec.getElementNames();
        domain = spec.getDomain();
        properties = spec.getProperties();
    }

    /**
     * Widens type and domain so that columns of both specifications fit.
     *
     * @param other a specification of the same name
     */
    public void merge(DataColumnSpec other) {
        if (!name.equals(other.getName())) {
            throw new IllegalArgumentException(
                    "Cannot merge the column \"" + other.getName() + "\" into \"" + name + "\"");
        }
        type = DataType.getCommonSuperType(type, other.getType());
        DataColumnDomain that = other.getDomain();
        Set<DataCell> values = null;
        if (domain.hasValues() && that.hasValues()) {
            values = new LinkedHashSet<>(domain.getValues());
            values.addAll(that.getValues());
        }
        domain =
                new DataColumnDomain(
                        values,
                        outer(domain.getLowerBound(), that.getLowerBound(), -1),
                        outer(domain.getUpperBound(), that.getUpperBound(), 1));
    }

    private DataCell outer(DataCell one, DataCell other, int sign) {
        if (one == null || other == null) {
            return null;
        }
        return type.getComparator().compare(one, other) * sign >= 0 ? one : other;
    }

    public void setName(String newName) {
        if (newName == null) {
            throw new NullPointerException("A column needs a name");
        }
        name = newName.trim();
    }

    public void setElementNames(String[] names) {
        elementNames = List.of(names);
    }

    public void setType(DataType newType) {
        if (newType == null) {
            throw new NullPointerException("The column \"" + name + "\" needs a type");
        }
        type = newType;
    }

    public void setDomain(DataColumnDomain newDomain) {
        domain = newDomain == null ? new DataColumnDomain(null, null, null) : newDomain;
    }

    public void setProperties(DataColumnProperties newProperties) {
        properties = newProperties;
    }

    public DataType getType() {
        return type;
    }

    public DataColumnSpec createSpec() {
        return new DataColumnSpec(
                name,
                elementNames == null ? List.of(name) : elementNames,
                type,
                domain,
                properties);
    }
}
