// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes table specifications. */
public final class DataTableSpecCreator {
    private final List<DataColumnSpec> columns = new ArrayList<>();
    private final Map<String, String> properties = new LinkedHashMap<>();
    private String name;

    public DataTableSpecCreator() {}

    public DataTableSpecCreator(DataTableSpec spec) {
        addColumns(spec);
        name = spec.getName();
        properties.putAll(spec.getProperties());
    }

    public DataTableSpecCreator replaceColumn(int index, DataColumnSpec spec) {
        columns.set(index, spec);
        return this;
    }

    public DataTableSpecCreator addColumns(DataColumnSpec... specs) {
        columns.addAll(Arrays.asList(specs));
        return this;
    }

    public DataTableSpecCreator addColumns(DataTableSpec spec) {
        spec.forEach(columns::add);
        return this;
    }

    public DataTableSpecCreator setName(String newName) {
        name = newName;
        return this;
    }

    public DataTableSpecCreator putProperties(Map<String, String> more) {
        properties.putAll(more);
        return this;
    }

    public DataTableSpecCreator putProperty(String key, String value) {
        properties.put(key, value);
        return this;
    }

    public DataTableSpecCreator dropAllDomains() {
        columns.replaceAll(
                c -> {
                    DataColumnSpecCreator creator = new DataColumnSpecCreator(c);
                    creator.setDomain(null);
                    return creator.createSpec();
                });
        return this;
    }

    public DataTableSpecCreator dropAllColumns() {
        columns.clear();
        return this;
    }

    public DataTableSpec createSpec() {
        return new DataTableSpec(name, columns, properties);
    }
}
