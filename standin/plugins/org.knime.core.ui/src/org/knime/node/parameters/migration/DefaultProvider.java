// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.migration;

import java.util.List;

/**
 * A value for settings that lack it, other than a new node's.
 *
 * @param <T> its class
 */
@FunctionalInterface
public interface DefaultProvider<T> extends NodeParametersMigration<T> {
    T getDefault();

    @Override
    default List<ConfigMigration<T>> getConfigMigrations() {
        return List.of(ConfigMigration.builder(settings -> getDefault()).build());
    }
}
