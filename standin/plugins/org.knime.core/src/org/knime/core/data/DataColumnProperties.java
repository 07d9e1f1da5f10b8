// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Free texts attached to a column. */
public final class DataColumnProperties {
    private final Map<String, String> properties;

    public DataColumnProperties() {
        this(Map.of());
    }

    public DataColumnProperties(Map<String, String> properties) {
        this.properties = new LinkedHashMap<>(properties);
    }

    public boolean containsProperty(String key) {
        return properties.containsKey(key);
    }

    public String getProperty(String key) {
        return properties.get(key);
    }

    public String getProperty(String key, String def) {
        return properties.getOrDefault(key, def);
    }

    public Enumeration<String> properties() {
        return Collections.enumeration(properties.keySet());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DataColumnProperties
                && ((DataColumnProperties) other).properties.equals(properties);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(properties);
    }

    @Override
    public String toString() {
        return properties.toString();
    }
}
