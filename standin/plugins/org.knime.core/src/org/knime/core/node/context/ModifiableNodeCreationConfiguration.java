// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.context;

import java.util.Optional;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.context.ports.ModifiablePortsConfiguration;

/** A creation configuration that can be changed, saved and loaded. */
public final class ModifiableNodeCreationConfiguration extends NodeCreationConfiguration {
    public ModifiableNodeCreationConfiguration(ModifiablePortsConfiguration portsConfig) {
        super(portsConfig);
    }

    @Override
    public Optional<ModifiablePortsConfiguration> getPortConfig() {
        return getModifiablePortConfig();
    }

    public void saveSettingsTo(NodeSettingsWO settings) {
        getPortConfig().ifPresent(ports -> ports.saveSettingsTo(settings));
    }

    public void loadSettingsFrom(NodeSettingsRO settings) throws InvalidSettingsException {
        if (getPortConfig().isPresent()) {
            getPortConfig().get().loadSettingsFrom(settings);
        }
    }
}
