// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;

/**
 * One way to read a value from older settings: tried when its matcher accepts them.
 *
 * @param <T> the value's class
 */
public final class ConfigMigration<T> {
    private final Predicate<NodeSettingsRO> matcher;
    private final ParametersLoader<T> loader;

    private ConfigMigration(Predicate<NodeSettingsRO> matcher, ParametersLoader<T> loader) {
        this.matcher = matcher;
        this.loader = loader;
    }

    public ParametersLoader<T> getLoader() {
        return loader;
    }

    public Predicate<NodeSettingsRO> getMatcher() {
        return matcher;
    }

    public static <T> Builder<T> builder(ParametersLoader<T> loader) {
        return new Builder<>(loader);
    }

    /**
     * Collects matcher and old keys.
     *
     * @param <T> the value's class
     */
    public static final class Builder<T> {
        private final ParametersLoader<T> loader;
        private final List<String[]> oldPaths = new ArrayList<>();
        private Predicate<NodeSettingsRO> matcher;

        public Builder(ParametersLoader<T> loader) {
            this.loader = loader;
        }

        public Builder<T> withDeprecatedConfigPath(String... configKeys) {
            oldPaths.add(configKeys);
            return this;
        }

        public Builder<T> withMatcher(Predicate<NodeSettingsRO> newMatcher) {
            matcher = newMatcher;
            return this;
        }

        public ConfigMigration<T> build() {
            return new ConfigMigration<>(
                    matcher == null
                            ? settings -> oldPaths.stream().allMatch(p -> has(settings, p))
                            : matcher,
                    loader);
        }

        private static boolean has(NodeSettingsRO settings, String... path) {
            NodeSettingsRO at = settings;
            try {
                for (int i = 0; i < path.length - 1; i++) {
                    at = at.getNodeSettings(path[i]);
                }
            } catch (InvalidSettingsException absent) {
                return false;
            }
            return at.containsKey(path[path.length - 1]);
        }
    }
}
