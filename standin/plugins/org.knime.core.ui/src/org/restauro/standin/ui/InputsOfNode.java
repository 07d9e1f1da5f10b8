// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.standin.ui;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.context.ports.PortsConfiguration;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.core.node.workflow.FlowVariable;
import org.knime.core.node.workflow.VariableType;
import org.knime.node.parameters.NodeParametersInput;

/** What a node knows of its inputs while it is configured: specifications but no data. */
public final class InputsOfNode implements NodeParametersInput {
    private final PortObjectSpec[] specs;
    private final PortType[] inTypes;
    private final PortType[] outTypes;
    private final PortsConfiguration ports;
    private final Function<VariableType<?>[], Map<String, FlowVariable>> variables;

    /**
     * The inputs of a node.
     *
     * @param specs by port, null where unknown
     * @param inTypes the input ports' types
     * @param outTypes the output ports' types
     * @param ports the groups of ports; may be null
     * @param variables gives the flow variables of some types
     */
    public InputsOfNode(
            PortObjectSpec[] specs,
            PortType[] inTypes,
            PortType[] outTypes,
            PortsConfiguration ports,
            Function<VariableType<?>[], Map<String, FlowVariable>> variables) {
        this.specs = specs.clone();
        this.inTypes = inTypes;
        this.outTypes = outTypes;
        this.ports = ports;
        this.variables = variables;
    }

    @Override
    public PortType[] getInPortTypes() {
        return inTypes.clone();
    }

    @Override
    public Map<String, FlowVariable> getAvailableInputFlowVariables(VariableType<?>... types) {
        return variables.apply(types);
    }

    @Override
    public PortObjectSpec[] getInPortSpecs() {
        return specs.clone();
    }

    @Override
    public Optional<PortObjectSpec> getInPortSpec(int portIndex) {
        return Optional.ofNullable(specs[portIndex]);
    }

    @Override
    public DataTableSpec[] getInTableSpecs() {
        return Arrays.stream(specs)
                .map(s -> s instanceof DataTableSpec ? (DataTableSpec) s : null)
                .toArray(DataTableSpec[]::new);
    }

    @Override
    public Optional<DataTableSpec> getInTableSpec(int portIndex) {
        return getInPortSpec(portIndex).map(DataTableSpec.class::cast);
    }

    @Override
    public PortObject[] getInPortObjects() {
        return new PortObject[specs.length];
    }

    @Override
    public Optional<PortObject> getInPortObject(int portIndex) {
        return Optional.empty();
    }

    @Override
    public BufferedDataTable[] getInTables() {
        return new BufferedDataTable[specs.length];
    }

    @Override
    public Optional<BufferedDataTable> getInTable(int portIndex) {
        return Optional.empty();
    }

    @Override
    public PortType[] getOutPortTypes() {
        return outTypes.clone();
    }

    @Override
    public PortsConfiguration getPortsConfiguration() {
        return ports;
    }
}
