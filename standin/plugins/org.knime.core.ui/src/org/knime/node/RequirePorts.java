// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortType;
import org.knime.node.DefaultNode.RequireModel;
import org.knime.node.RequirePorts.ConfigurablePort.BoundExtendableConfigurablePort;
import org.knime.node.RequirePorts.ConfigurablePort.ExtendableConfigurablePort;
import org.knime.node.RequirePorts.ConfigurablePort.FinalConfigurablePort;
import org.knime.node.RequirePorts.ConfigurablePort.OptionalConfigurablePort;

/** Wants the ports of a node. */
public interface RequirePorts {
    default RequireModel ports(Consumer<PortsAdder> ports) {
        return dynamicPorts(adder -> ports.accept(new FixedPorts(adder)));
    }

    RequireModel dynamicPorts(Consumer<DynamicPortsAdder> ports);

    /** Adds ports that there always are. */
    interface PortsAdder {
        PortsAdder addInputPort(String name, String description, PortType portType);

        PortsAdder addOutputPort(String name, String description, PortType portType);

        default PortsAdder addInputTable(String name, String description) {
            return addInputPort(name, description, BufferedDataTable.TYPE);
        }

        default PortsAdder addOutputTable(String name, String description) {
            return addOutputPort(name, description, BufferedDataTable.TYPE);
        }
    }

    /** Adds groups of ports. */
    interface DynamicPortsAdder {
        DynamicPortsAdder addInputPortGroup(
                String groupId, Function<RequirePortName, ConfigurablePort> port);

        DynamicPortsAdder addOutputPortGroup(
                String groupId, Function<RequirePortName, ConfigurablePort> port);

        DynamicPortsAdder addInputAndOutputPortGroup(
                String groupId, Function<RequireInputPortName, ConfigurablePort> port);
    }

    /** Wants the name. */
    interface RequirePortName {
        RequirePortDescription name(String name);
    }

    /** Wants the description. */
    interface RequirePortDescription {
        RequireConfigurablePortMode description(String description);
    }

    /** Wants the input's name. */
    interface RequireInputPortName {
        RequireInputPortDescription inputName(String name);
    }

    /** Wants the input's description. */
    interface RequireInputPortDescription {
        RequireOutputPortName inputDescription(String description);
    }

    /** Wants the output's name. */
    interface RequireOutputPortName {
        RequireOutputPortDescription outputName(String name);
    }

    /** Wants the output's description. */
    interface RequireOutputPortDescription {
        RequireConfigurablePortMode outputDescription(String description);
    }

    /** Wants how many ports there can be. */
    interface RequireConfigurablePortMode {
        FinalConfigurablePort fixed(PortType portType);

        RequireSupportedTypes<OptionalConfigurablePort> optional();

        RequireSupportedTypes<ExtendableConfigurablePort> extendable();

        BoundExtendableConfigurablePort boundExtendable(String groupId);

        RequireSupportedTypes<FinalConfigurablePort> exchangable(PortType defaultType);
    }

    /**
     * Wants the types the ports can have.
     *
     * @param <T> what follows
     */
    interface RequireSupportedTypes<T> {
        T supportedTypes(PortType... portTypes);

        T supportedTypes(Predicate<PortType> portTypePredicate);
    }

    /** A described group. */
    sealed interface ConfigurablePort
            permits FinalConfigurablePort,
                    OptionalConfigurablePort,
                    ExtendableConfigurablePort,
                    BoundExtendableConfigurablePort {
        /** Nothing more to say. */
        final class FinalConfigurablePort implements ConfigurablePort {
            FinalConfigurablePort() {}
        }

        /** There or not. */
        non-sealed interface OptionalConfigurablePort extends ConfigurablePort {
            FinalConfigurablePort defaultPortType(PortType defaultPortType);
        }

        /** Any number. */
        non-sealed interface ExtendableConfigurablePort extends ConfigurablePort {
            ExtendableConfigurablePort fixedTypes(PortType... portTypes);

            ExtendableConfigurablePort defaultNonFixedTypes(PortType... portTypes);
        }

        /** As many as another group has. */
        non-sealed interface BoundExtendableConfigurablePort extends ConfigurablePort {
            BoundExtendableConfigurablePort fixedNumPorts(int numPorts);

            BoundExtendableConfigurablePort defaultNumPorts(int numPorts);
        }
    }
}
