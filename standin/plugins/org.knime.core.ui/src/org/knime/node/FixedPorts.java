// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node;

import org.knime.core.node.port.PortType;
import org.knime.node.RequirePorts.DynamicPortsAdder;
import org.knime.node.RequirePorts.PortsAdder;

/** Adds fixed ports as groups of one, named by the port; names must therefore be unique. */
final class FixedPorts implements PortsAdder {
    private final DynamicPortsAdder groups;

    FixedPorts(DynamicPortsAdder groups) {
        this.groups = groups;
    }

    @Override
    public PortsAdder addInputPort(String name, String description, PortType portType) {
        groups.addInputPortGroup(name, g -> g.name(name).description(description).fixed(portType));
        return this;
    }

    @Override
    public PortsAdder addOutputPort(String name, String description, PortType portType) {
        groups.addOutputPortGroup(name, g -> g.name(name).description(description).fixed(portType));
        return this;
    }
}
