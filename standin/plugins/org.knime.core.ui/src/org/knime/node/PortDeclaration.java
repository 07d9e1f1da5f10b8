// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.knime.core.node.ConfigurableNodeFactory.PortsConfigurationBuilder;
import org.knime.core.node.port.PortType;
import org.knime.node.RequirePorts.ConfigurablePort.BoundExtendableConfigurablePort;
import org.knime.node.RequirePorts.ConfigurablePort.ExtendableConfigurablePort;
import org.knime.node.RequirePorts.ConfigurablePort.FinalConfigurablePort;
import org.knime.node.RequirePorts.ConfigurablePort.OptionalConfigurablePort;
import org.knime.node.RequirePorts.RequireConfigurablePortMode;
import org.knime.node.RequirePorts.RequireSupportedTypes;

/** A group of ports as a node declares it; filled by the fluent calls. */
final class PortDeclaration implements RequireConfigurablePortMode {
    private enum Mode {
        FIXED,
        OPTIONAL,
        EXTENDABLE,
        BOUND,
        EXCHANGEABLE
    }

    final String groupId;
    final boolean input;
    final boolean output;
    String inputName;
    String inputDescription;
    String outputName;
    String outputDescription;
    private Mode mode;
    private PortType type;
    private PortType[] fixedTypes = new PortType[0];
    private PortType[] defaultTypes = new PortType[0];
    private Predicate<PortType> supported = t -> false;
    private String boundTo;
    private int fixedCount;
    private int defaultCount;

    PortDeclaration(String groupId, boolean input, boolean output) {
        this.groupId = groupId;
        this.input = input;
        this.output = output;
    }

    private static final class Supported<T> implements RequireSupportedTypes<T> {
        private final PortDeclaration of;
        private final T next;

        Supported(PortDeclaration of, T next) {
            this.of = of;
            this.next = next;
        }

        @Override
        public T supportedTypes(PortType... portTypes) {
            List<PortType> types = Arrays.asList(portTypes);
            return supportedTypes(types::contains);
        }

        @Override
        public T supportedTypes(Predicate<PortType> portTypePredicate) {
            of.supported = portTypePredicate;
            return next;
        }
    }

    @Override
    public FinalConfigurablePort fixed(PortType portType) {
        mode = Mode.FIXED;
        type = portType;
        return new FinalConfigurablePort();
    }

    @Override
    public RequireSupportedTypes<OptionalConfigurablePort> optional() {
        mode = Mode.OPTIONAL;
        return new Supported<>(
                this,
                defaultType -> {
                    type = defaultType;
                    return new FinalConfigurablePort();
                });
    }

    @Override
    public RequireSupportedTypes<ExtendableConfigurablePort> extendable() {
        mode = Mode.EXTENDABLE;
        return new Supported<>(
                this,
                new ExtendableConfigurablePort() {
                    @Override
                    public ExtendableConfigurablePort fixedTypes(PortType... portTypes) {
                        fixedTypes = portTypes.clone();
                        return this;
                    }

                    @Override
                    public ExtendableConfigurablePort defaultNonFixedTypes(PortType... portTypes) {
                        defaultTypes = portTypes.clone();
                        return this;
                    }
                });
    }

    @Override
    public BoundExtendableConfigurablePort boundExtendable(String otherGroupId) {
        mode = Mode.BOUND;
        boundTo = otherGroupId;
        return new BoundExtendableConfigurablePort() {
            @Override
            public BoundExtendableConfigurablePort fixedNumPorts(int numPorts) {
                fixedCount = numPorts;
                return this;
            }

            @Override
            public BoundExtendableConfigurablePort defaultNumPorts(int numPorts) {
                defaultCount = numPorts;
                return this;
            }
        };
    }

    @Override
    public RequireSupportedTypes<FinalConfigurablePort> exchangable(PortType defaultType) {
        mode = Mode.EXCHANGEABLE;
        type = defaultType;
        return new Supported<>(this, new FinalConfigurablePort());
    }

    void addTo(PortsConfigurationBuilder builder) {
        if (input && output) {
            addToBothSides(builder);
        } else if (input) {
            addToInputs(builder);
        } else {
            addToOutputs(builder);
        }
    }

    private void addToInputs(PortsConfigurationBuilder b) {
        switch (mode) {
            case FIXED -> b.addFixedInputPortGroup(groupId, type);
            case OPTIONAL -> {
                if (type == null) {
                    b.addOptionalInputPortGroup(groupId, supported);
                } else {
                    b.addOptionalInputPortGroupWithDefault(groupId, type, supported);
                }
            }
            case EXTENDABLE ->
                    b.addExtendableInputPortGroupWithDefault(
                            groupId, fixedTypes, defaultTypes, supported);
            case BOUND ->
                    b.addBoundExtendableInputPortGroupWithDefault(
                            groupId, boundTo, fixedCount, defaultCount);
            case EXCHANGEABLE -> b.addExchangeableInputPortGroup(groupId, type, supported);
        }
    }

    private void addToOutputs(PortsConfigurationBuilder b) {
        switch (mode) {
            case FIXED -> b.addFixedOutputPortGroup(groupId, type);
            case OPTIONAL -> {
                if (type == null) {
                    b.addOptionalOutputPortGroup(groupId, supported);
                } else {
                    b.addOptionalOutputPortGroupWithDefault(groupId, type, supported);
                }
            }
            case EXTENDABLE ->
                    b.addExtendableOutputPortGroupWithDefault(
                            groupId, fixedTypes, defaultTypes, supported);
            case BOUND ->
                    b.addBoundExtendableOutputPortGroupWithDefault(
                            groupId, boundTo, fixedCount, defaultCount);
            case EXCHANGEABLE -> b.addExchangeableOutputPortGroup(groupId, type, supported);
        }
    }

    private void addToBothSides(PortsConfigurationBuilder b) {
        switch (mode) {
            case FIXED -> b.addFixedPortGroup(groupId, type);
            case OPTIONAL -> {
                if (type == null) {
                    b.addOptionalPortGroup(groupId, supported);
                } else {
                    b.addOptionalPortGroupWithDefault(groupId, type, supported);
                }
            }
            case EXTENDABLE ->
                    b.addExtendablePortGroupWithDefault(
                            groupId, fixedTypes, defaultTypes, supported);
            case BOUND ->
                    b.addBoundExtendablePortGroupWithDefault(
                            groupId, boundTo, fixedCount, defaultCount);
            case EXCHANGEABLE -> b.addExchangeablePortGroup(groupId, type, supported);
        }
    }
}
