// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.swing.JComponent;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.config.ConfigRO;
import org.knime.core.node.config.ConfigWO;
import org.knime.core.node.port.PortObjectSpec;

/** The columns of a table, with unique names, and the table's name. */
public final class DataTableSpec implements PortObjectSpec, Iterable<DataColumnSpec> {
    private static final String DEFAULT_NAME = "default";

    private final String name;
    private final List<DataColumnSpec> columns;
    private final Map<String, Integer> index = new HashMap<>();
    private final Map<String, String> properties;

    public DataTableSpec() {
        this(DEFAULT_NAME);
    }

    public DataTableSpec(DataColumnSpec... columns) {
        this(DEFAULT_NAME, columns);
    }

    public DataTableSpec(DataTableSpec left, DataTableSpec right) {
        this(DEFAULT_NAME, left, right);
    }

    public DataTableSpec(String name) {
        this(name, new DataColumnSpec[0]);
    }

    public DataTableSpec(String name, DataColumnSpec... columns) {
        this(name, Arrays.asList(columns), Map.of());
    }

    public DataTableSpec(String name, DataTableSpec left, DataTableSpec right) {
        this(
                name,
                Stream.concat(left.columns.stream(), right.columns.stream())
                        .toArray(DataColumnSpec[]::new));
    }

    public DataTableSpec(String name, String[] names, DataType[] types) {
        this(name, createColumnSpecs(names, types));
    }

    public DataTableSpec(String[] names, DataType[] types) {
        this(DEFAULT_NAME, names, types);
    }

    DataTableSpec(String name, List<DataColumnSpec> columns, Map<String, String> properties) {
        this.name = name == null ? DEFAULT_NAME : name;
        this.columns = List.copyOf(columns);
        this.properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        for (DataColumnSpec column : columns) {
            Integer before = index.put(column.getName(), index.size());
            if (before != null) {
                throw new IllegalArgumentException(
                        "Duplicate column name \""
                                + column.getName()
                                + "\" at positions "
                                + before
                                + " and "
                                + index.size()
                                + ".");
            }
        }
    }

    public static final DataColumnSpec[] createColumnSpecs(String[] names, DataType[] types) {
        if (names.length != types.length) {
            throw new IllegalArgumentException(
                    names.length + " column names but " + types.length + " types");
        }
        DataColumnSpec[] specs = new DataColumnSpec[names.length];
        for (int i = 0; i < specs.length; i++) {
            specs[i] = new DataColumnSpecCreator(names[i], types[i]).createSpec();
        }
        return specs;
    }

    public static DataTableSpec load(ConfigRO config) throws InvalidSettingsException {
        int count = config.getInt("number_columns");
        List<DataColumnSpec> columns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            columns.add(DataColumnSpec.load(config.getConfig("column_spec_" + i)));
        }
        return new DataTableSpec(config.getString("spec_name"), columns, Map.of());
    }

    public void save(ConfigWO config) {
        config.addString("spec_name", name);
        config.addInt("number_columns", columns.size());
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).save(config.addConfig("column_spec_" + i));
        }
    }

    public int[] columnsToIndices(String... names) {
        int[] result = new int[names.length];
        for (int i = 0; i < names.length; i++) {
            result[i] = findColumnIndex(names[i]);
            if (result[i] < 0) {
                throw new IllegalArgumentException("No such column \"" + names[i] + "\"");
            }
        }
        return result;
    }

    public boolean containsCompatibleType(Class<? extends DataValue> valueClass) {
        return columns.stream().anyMatch(c -> c.getType().isCompatible(valueClass));
    }

    public boolean containsName(String columnName) {
        return index.containsKey(columnName);
    }

    public boolean isCompatibleWith(DataTableSpec other) {
        if (columns.size() != other.columns.size()) {
            return false;
        }
        for (int i = 0; i < columns.size(); i++) {
            if (!columns.get(i).isCompatibleWith(other.columns.get(i))) {
                return false;
            }
        }
        return true;
    }

    public boolean equalStructure(DataTableSpec other) {
        if (other == null || columns.size() != other.columns.size()) {
            return false;
        }
        for (int i = 0; i < columns.size(); i++) {
            if (!columns.get(i).equalStructure(other.columns.get(i))) {
                return false;
            }
        }
        return true;
    }

    public Map<String, String> getProperties() {
        return properties;
    }

    public int findColumnIndex(String columnName) {
        return index.getOrDefault(columnName, -1);
    }

    public final String[] getColumnNames() {
        return columns.stream().map(DataColumnSpec::getName).toArray(String[]::new);
    }

    public DataColumnSpec getColumnSpec(int i) {
        return columns.get(i);
    }

    public DataColumnSpec getColumnSpec(String columnName) {
        int i = findColumnIndex(columnName);
        return i < 0 ? null : columns.get(i);
    }

    public String getName() {
        return name;
    }

    public int getNumColumns() {
        return columns.size();
    }

    @Override
    public Iterator<DataColumnSpec> iterator() {
        return columns.iterator();
    }

    public Stream<DataColumnSpec> stream() {
        return columns.stream();
    }

    /**
     * A name that no column has yet.
     *
     * @param spec the columns there are; may be null
     * @param columnName the wish
     * @return the wish itself, or with {@code " (#1)"}, {@code " (#2)"}… appended
     */
    public static String getUniqueColumnName(DataTableSpec spec, String columnName) {
        String unique = columnName.trim();
        for (int i = 1; spec != null && spec.containsName(unique); i++) {
            unique = columnName.trim() + " (#" + i + ")";
        }
        return unique;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DataTableSpec && columns.equals(((DataTableSpec) other).columns);
    }

    @Override
    public int hashCode() {
        return columns.hashCode();
    }

    @Override
    public String toString() {
        return columns.toString();
    }

    @Override
    public JComponent[] getViews() {
        return new JComponent[0];
    }
}
