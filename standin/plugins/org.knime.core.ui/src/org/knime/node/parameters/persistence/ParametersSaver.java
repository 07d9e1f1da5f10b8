// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.persistence;

import org.knime.core.node.NodeSettingsWO;

/**
 * Stores a value.
 *
 * @param <T> its class
 */
@FunctionalInterface
public interface ParametersSaver<T> {
    void save(T param, NodeSettingsWO settings);
}
