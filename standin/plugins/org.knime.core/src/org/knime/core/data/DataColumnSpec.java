// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

import java.util.List;
import java.util.Objects;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.config.ConfigRO;
import org.knime.core.node.config.ConfigWO;

/** Name, type, domain and properties of a column. */
public final class DataColumnSpec {
    private final String name;
    private final List<String> elementNames;
    private final DataType type;
    private final DataColumnDomain domain;
    private final DataColumnProperties properties;

    DataColumnSpec(
            String name,
            List<String> elementNames,
            DataType type,
            DataColumnDomain domain,
            DataColumnProperties properties) {
        this.name = name;
        this.elementNames = elementNames;
        this.type = type;
        this.domain = domain;
        this.properties = properties;
    }

    public String getName() {
        return name;
    }

    public List<String> getElementNames() {
        return elementNames;
    }

    public DataType getType() {
        return type;
    }

    public DataColumnDomain getDomain() {
        return domain;
    }

    public DataColumnProperties getProperties() {
        return properties;
    }

    /**
     * Whether a column of the other specification can stand for this one.
     *
     * @param other the other
     * @return true for the same name and a type that is this one or narrower
     */
    public boolean isCompatibleWith(DataColumnSpec other) {
        return name.equals(other.name) && other.type.isASuperTypeOf(type);
    }

    public boolean equalStructure(DataColumnSpec other) {
        return other != null && name.equals(other.name) && type.equals(other.type);
    }

    public void save(ConfigWO config) {
        config.addString("column_name", name);
        config.addStringArray("element_names", elementNames.toArray(new String[0]));
        config.addDataType("column_type", type);
        domain.save(config.addConfig("column_domain"));
        ConfigWO texts = config.addConfig("column_properties");
        for (String key : java.util.Collections.list(properties.properties())) {
            texts.addString(key, properties.getProperty(key));
        }
    }

    public static DataColumnSpec load(ConfigRO config) throws InvalidSettingsException {
        DataColumnSpecCreator creator =
                new DataColumnSpecCreator(
                        config.getString("column_name"), config.getDataType("column_type"));
        String[] elements = config.getStringArray("element_names", (String[]) null);
        if (elements != null) {
            creator.setElementNames(elements);
        }
        creator.setDomain(DataColumnDomain.load(config.getConfig("column_domain")));
        java.util.Map<String, String> texts = new java.util.LinkedHashMap<>();
        ConfigRO saved = config.getConfig("column_properties");
        for (String key : saved) {
            texts.put(key, saved.getString(key));
        }
        creator.setProperties(new DataColumnProperties(texts));
        return creator.createSpec();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DataColumnSpec
                && equalStructure((DataColumnSpec) other)
                && domain.equals(((DataColumnSpec) other).domain)
                && properties.equals(((DataColumnSpec) other).properties);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, type);
    }

    @Override
    public String toString() {
        return "Column Name: " + name + " Column Type: " + type;
    }
}
