// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.knime.core.node.context.ModifiableNodeCreationConfiguration;
import org.knime.core.node.context.NodeCreationConfiguration;
import org.knime.core.node.port.PortType;
import org.restauro.standin.PortGroup;
import org.restauro.standin.PortGroups;

/**
 * A factory of nodes whose ports can differ from instance to instance.
 *
 * @param <T> the model's class
 */
public abstract class ConfigurableNodeFactory<T extends NodeModel> extends NodeFactory<T> {
    protected ConfigurableNodeFactory() {}

    protected ConfigurableNodeFactory(boolean lazyInitialization) {
        super(lazyInitialization);
    }

    @Override
    public T createNodeModel() {
        return createNodeModel(createNodeCreationConfig());
    }

    @Override
    protected NodeDialogPane createNodeDialogPane() {
        return createNodeDialogPane(createNodeCreationConfig());
    }

    public final ModifiableNodeCreationConfiguration createNodeCreationConfig() {
        return new ModifiableNodeCreationConfiguration(
                createPortsConfigBuilder().map(b -> new PortGroups(b.groups)).orElse(null));
    }

    public boolean isPortConfigurableViaMenu() {
        return true;
    }

    protected abstract Optional<PortsConfigurationBuilder> createPortsConfigBuilder();

    @Override
    protected abstract T createNodeModel(NodeCreationConfiguration creationConfig);

    protected abstract NodeDialogPane createNodeDialogPane(
            NodeCreationConfiguration creationConfig);

    /** Declares the groups of ports, in their order. */
    public static final class PortsConfigurationBuilder {
        private final List<PortGroup> groups = new ArrayList<>();

        public PortsConfigurationBuilder() {}

        private void add(PortGroup group) {
            if (groups.stream().anyMatch(g -> g.name().equals(group.name()))) {
                throw new IllegalArgumentException(
                        "Port group names must be unique within a node: \"" + group.name() + "\"");
            }
            groups.add(group);
        }

        private static Predicate<PortType> oneOf(PortType... types) {
            List<PortType> list = Arrays.asList(types);
            return list::contains;
        }

        public void addFixedInputPortGroup(String name, PortType... types) {
            add(PortGroup.fixed(name, true, false, types));
        }

        public void addExtendableInputPortGroup(String name, PortType... supported) {
            addExtendableInputPortGroup(name, oneOf(supported));
        }

        public void addExtendableInputPortGroup(String name, Predicate<PortType> supported) {
            addExtendableInputPortGroup(name, new PortType[0], supported);
        }

        public void addExtendableInputPortGroup(
                String name, PortType[] fixed, PortType... supported) {
            addExtendableInputPortGroup(name, fixed, oneOf(supported));
        }

        public void addExtendableInputPortGroup(
                String name, PortType[] fixed, Predicate<PortType> supported) {
            addExtendableInputPortGroupWithDefault(name, fixed, new PortType[0], supported);
        }

        public void addExtendableInputPortGroupWithDefault(
                String name, PortType[] fixed, PortType[] defaults, PortType... supported) {
            addExtendableInputPortGroupWithDefault(name, fixed, defaults, oneOf(supported));
        }

        public void addExtendableInputPortGroupWithDefault(
                String name, PortType[] fixed, PortType[] defaults, Predicate<PortType> supported) {
            add(PortGroup.extendable(name, true, false, fixed, defaults, supported));
        }

        public void addOptionalInputPortGroup(String name, PortType... supported) {
            addOptionalInputPortGroup(name, oneOf(supported));
        }

        public void addOptionalInputPortGroup(String name, Predicate<PortType> supported) {
            add(PortGroup.optional(name, true, false, null, supported));
        }

        public void addOptionalInputPortGroupWithDefault(
                String name, PortType defaultType, PortType... supported) {
            addOptionalInputPortGroupWithDefault(name, defaultType, oneOf(supported));
        }

        public void addOptionalInputPortGroupWithDefault(
                String name, PortType defaultType, Predicate<PortType> supported) {
            add(PortGroup.optional(name, true, false, defaultType, supported));
        }

        public void addBoundExtendableInputPortGroup(String name, String boundTo) {
            addBoundExtendableInputPortGroup(name, boundTo, 0);
        }

        public void addBoundExtendableInputPortGroup(String name, String boundTo, int fixedPorts) {
            addBoundExtendableInputPortGroupWithDefault(name, boundTo, fixedPorts, 0);
        }

        public void addBoundExtendableInputPortGroupWithDefault(
                String name, String boundTo, int fixedPorts, int defaultPorts) {
            add(PortGroup.bound(name, true, false, boundTo, fixedPorts, defaultPorts));
        }

        public void addExchangeableInputPortGroup(
                String name, PortType defaultType, PortType... supported) {
            addExchangeableInputPortGroup(name, defaultType, oneOf(supported));
        }

        public void addExchangeableInputPortGroup(
                String name, PortType defaultType, Predicate<PortType> supported) {
            add(PortGroup.exchangeable(name, true, false, defaultType, supported));
        }

        public void addFixedOutputPortGroup(String name, PortType... types) {
            add(PortGroup.fixed(name, false, true, types));
        }

        public void addExtendableOutputPortGroup(String name, PortType... supported) {
            addExtendableOutputPortGroup(name, oneOf(supported));
        }

        public void addExtendableOutputPortGroup(String name, Predicate<PortType> supported) {
            addExtendableOutputPortGroup(name, new PortType[0], supported);
        }

        public void addExtendableOutputPortGroup(
                String name, PortType[] fixed, PortType... supported) {
            addExtendableOutputPortGroup(name, fixed, oneOf(supported));
        }

        public void addExtendableOutputPortGroup(
                String name, PortType[] fixed, Predicate<PortType> supported) {
            addExtendableOutputPortGroupWithDefault(name, fixed, new PortType[0], supported);
        }

        public void addExtendableOutputPortGroupWithDefault(
                String name, PortType[] fixed, PortType[] defaults, PortType... supported) {
            addExtendableOutputPortGroupWithDefault(name, fixed, defaults, oneOf(supported));
        }

        public void addExtendableOutputPortGroupWithDefault(
                String name, PortType[] fixed, PortType[] defaults, Predicate<PortType> supported) {
            add(PortGroup.extendable(name, false, true, fixed, defaults, supported));
        }

        public void addOptionalOutputPortGroup(String name, PortType... supported) {
            addOptionalOutputPortGroup(name, oneOf(supported));
        }

        public void addOptionalOutputPortGroup(String name, Predicate<PortType> supported) {
            add(PortGroup.optional(name, false, true, null, supported));
        }

        public void addOptionalOutputPortGroupWithDefault(
                String name, PortType defaultType, PortType... supported) {
            addOptionalOutputPortGroupWithDefault(name, defaultType, oneOf(supported));
        }

        public void addOptionalOutputPortGroupWithDefault(
                String name, PortType defaultType, Predicate<PortType> supported) {
            add(PortGroup.optional(name, false, true, defaultType, supported));
        }

        public void addBoundExtendableOutputPortGroup(String name, String boundTo) {
            addBoundExtendableOutputPortGroup(name, boundTo, 0);
        }

        public void addBoundExtendableOutputPortGroup(String name, String boundTo, int fixedPorts) {
            addBoundExtendableOutputPortGroupWithDefault(name, boundTo, fixedPorts, 0);
        }

        public void addBoundExtendableOutputPortGroupWithDefault(
                String name, String boundTo, int fixedPorts, int defaultPorts) {
            add(PortGroup.bound(name, false, true, boundTo, fixedPorts, defaultPorts));
        }

        public void addExchangeableOutputPortGroup(
                String name, PortType defaultType, PortType... supported) {
            addExchangeableOutputPortGroup(name, defaultType, oneOf(supported));
        }

        public void addExchangeableOutputPortGroup(
                String name, PortType defaultType, Predicate<PortType> supported) {
            add(PortGroup.exchangeable(name, false, true, defaultType, supported));
        }

        public void addFixedPortGroup(String name, PortType... types) {
            add(PortGroup.fixed(name, true, true, types));
        }

        public void addExtendablePortGroup(String name, PortType... supported) {
            addExtendablePortGroup(name, oneOf(supported));
        }

        public void addExtendablePortGroup(String name, Predicate<PortType> supported) {
            addExtendablePortGroup(name, new PortType[0], supported);
        }

        public void addExtendablePortGroup(String name, PortType[] fixed, PortType... supported) {
            addExtendablePortGroup(name, fixed, oneOf(supported));
        }

        public void addExtendablePortGroup(
                String name, PortType[] fixed, Predicate<PortType> supported) {
            addExtendablePortGroupWithDefault(name, fixed, new PortType[0], supported);
        }

        public void addExtendablePortGroupWithDefault(
                String name, PortType[] fixed, PortType[] defaults, PortType... supported) {
            addExtendablePortGroupWithDefault(name, fixed, defaults, oneOf(supported));
        }

        public void addExtendablePortGroupWithDefault(
                String name, PortType[] fixed, PortType[] defaults, Predicate<PortType> supported) {
            add(PortGroup.extendable(name, true, true, fixed, defaults, supported));
        }

        public void addOptionalPortGroup(String name, PortType... supported) {
            addOptionalPortGroup(name, oneOf(supported));
        }

        public void addOptionalPortGroup(String name, Predicate<PortType> supported) {
            add(PortGroup.optional(name, true, true, null, supported));
        }

        public void addOptionalPortGroupWithDefault(
                String name, PortType defaultType, PortType... supported) {
            addOptionalPortGroupWithDefault(name, defaultType, oneOf(supported));
        }

        public void addOptionalPortGroupWithDefault(
                String name, PortType defaultType, Predicate<PortType> supported) {
            add(PortGroup.optional(name, true, true, defaultType, supported));
        }

        public void addBoundExtendablePortGroup(String name, String boundTo) {
            addBoundExtendablePortGroup(name, boundTo, 0);
        }

        public void addBoundExtendablePortGroup(String name, String boundTo, int fixedPorts) {
            addBoundExtendablePortGroupWithDefault(name, boundTo, fixedPorts, 0);
        }

        public void addBoundExtendablePortGroupWithDefault(
                String name, String boundTo, int fixedPorts, int defaultPorts) {
            add(PortGroup.bound(name, true, true, boundTo, fixedPorts, defaultPorts));
        }

        public void addExchangeablePortGroup(
                String name, PortType defaultType, PortType... supported) {
            addExchangeablePortGroup(name, defaultType, oneOf(supported));
        }

        public void addExchangeablePortGroup(
                String name, PortType defaultType, Predicate<PortType> supported) {
            add(PortGroup.exchangeable(name, true, true, defaultType, supported));
        }
    }
}
