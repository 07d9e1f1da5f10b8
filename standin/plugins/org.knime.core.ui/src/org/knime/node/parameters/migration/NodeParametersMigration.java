// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.migration;

import java.util.List;

/**
 * Ways to read a value from older settings.
 *
 * @param <T> its class
 */
public interface NodeParametersMigration<T> {
    List<ConfigMigration<T>> getConfigMigrations();
}
