// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.standin.ui;

import java.util.Optional;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;

/** Stores an optional value: the value, a dummy when absent, and whether it is there. */
final class OptionalValue {
    static final String SUFFIX = "_is_present";

    private OptionalValue() {}

    static void save(Class<?> type, Optional<?> value, String key, NodeSettingsWO settings) {
        BasicValue basic = BasicValue.of(type);
        if (value.isPresent()) {
            ParametersStorage.saveValue(type, value.get(), key, settings);
        } else if (basic != null) {
            basic.saveEmpty(key, settings);
        } else if (type.isEnum()) {
            settings.addString(key, null);
        } else {
            settings.addNodeSettings(key);
        }
        settings.addBoolean(key + SUFFIX, value.isPresent());
    }

    static Optional<?> load(Class<?> type, String key, NodeSettingsRO settings)
            throws InvalidSettingsException {
        return settings.getBoolean(key + SUFFIX)
                ? Optional.ofNullable(ParametersStorage.loadValue(type, key, settings))
                : Optional.empty();
    }
}
