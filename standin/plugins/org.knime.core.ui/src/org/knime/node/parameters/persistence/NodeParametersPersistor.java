// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.persistence;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.node.parameters.migration.ParametersLoader;

/**
 * Stores and reads a value in its own way.
 *
 * @param <T> its class
 */
public interface NodeParametersPersistor<T> extends ParametersSaver<T>, ParametersLoader<T> {
    @Override
    T load(NodeSettingsRO settings) throws InvalidSettingsException;

    @Override
    void save(T param, NodeSettingsWO settings);

    String[][] getConfigPaths();
}
