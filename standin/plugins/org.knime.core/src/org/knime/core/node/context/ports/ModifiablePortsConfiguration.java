// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.context.ports;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;

/** Ports that can be saved and loaded. */
public interface ModifiablePortsConfiguration extends PortsConfiguration {
    void saveSettingsTo(NodeSettingsWO settings);

    void loadSettingsFrom(NodeSettingsRO settings) throws InvalidSettingsException;
}
