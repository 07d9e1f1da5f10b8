// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters;

import java.util.Map;
import java.util.Optional;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.context.ports.PortsConfiguration;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.core.node.workflow.FlowVariable;
import org.knime.core.node.workflow.VariableType;

/** What is known of a node's inputs when its parameters get their first values. */
public interface NodeParametersInput {
    PortType[] getInPortTypes();

    Map<String, FlowVariable> getAvailableInputFlowVariables(VariableType<?>... types);

    PortObjectSpec[] getInPortSpecs();

    Optional<PortObjectSpec> getInPortSpec(int portIndex);

    DataTableSpec[] getInTableSpecs();

    Optional<DataTableSpec> getInTableSpec(int portIndex);

    PortObject[] getInPortObjects();

    Optional<PortObject> getInPortObject(int portIndex);

    BufferedDataTable[] getInTables();

    Optional<BufferedDataTable> getInTable(int portIndex);

    PortType[] getOutPortTypes();

    PortsConfiguration getPortsConfiguration();
}
