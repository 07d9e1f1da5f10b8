// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.context;

import java.util.Optional;
import org.knime.core.node.context.ports.ModifiablePortsConfiguration;
import org.knime.core.node.context.ports.PortsConfiguration;

/** How an instance of a node is created: its ports. */
public class NodeCreationConfiguration {
    private final ModifiablePortsConfiguration ports;

    protected NodeCreationConfiguration(ModifiablePortsConfiguration portsConfig) {
        ports = portsConfig;
    }

    public Optional<? extends PortsConfiguration> getPortConfig() {
        return Optional.ofNullable(ports);
    }

    protected Optional<ModifiablePortsConfiguration> getModifiablePortConfig() {
        return Optional.ofNullable(ports);
    }
}
