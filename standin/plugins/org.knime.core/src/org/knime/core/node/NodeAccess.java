// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node;

import org.knime.core.data.DataTableSpec;
import org.knime.core.node.context.NodeCreationConfiguration;
import org.knime.core.node.message.Message;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.core.node.workflow.FlowVariableScope;
import org.restauro.standin.NodeStorage;

/** Stand-in only: lets the executor call what a node model keeps protected. */
public final class NodeAccess {
    private NodeAccess() {}

    public static NodeModel create(NodeFactory<?> factory, NodeCreationConfiguration config) {
        return config == null ? factory.createNodeModel() : factory.createNodeModel(config);
    }

    public static PortType[] inputs(NodeModel model) {
        PortType[] types = new PortType[model.getNrInPorts()];
        for (int i = 0; i < types.length; i++) {
            types[i] = model.getInPortType(i);
        }
        return types;
    }

    public static PortType[] outputs(NodeModel model) {
        PortType[] types = new PortType[model.getNrOutPorts()];
        for (int i = 0; i < types.length; i++) {
            types[i] = model.getOutPortType(i);
        }
        return types;
    }

    public static void saveSettings(NodeModel model, NodeSettingsWO settings) {
        model.saveSettingsTo(settings);
    }

    public static void validateSettings(NodeModel model, NodeSettingsRO settings)
            throws InvalidSettingsException {
        model.validateSettings(settings);
    }

    public static void loadSettings(NodeModel model, NodeSettingsRO settings)
            throws InvalidSettingsException {
        model.loadValidatedSettingsFrom(settings);
    }

    public static PortObjectSpec[] configure(NodeModel model, PortObjectSpec[] specs)
            throws InvalidSettingsException {
        return model.configure(specs);
    }

    public static PortObject[] execute(NodeModel model, PortObject[] data, ExecutionContext exec)
            throws Exception {
        return model.execute(data, exec);
    }

    public static void reset(NodeModel model) {
        model.reset();
    }

    public static void dispose(NodeModel model) {
        model.onDispose();
    }

    public static Message warning(NodeModel model) {
        return model.getWarning();
    }

    public static void clearWarning(NodeModel model) {
        model.setWarning(null);
    }

    public static void setVariables(NodeModel model, FlowVariableScope scope) {
        model.setVariables(scope);
    }

    public static ExecutionContext context(NodeProgressMonitor progress, NodeStorage storage) {
        return new ExecutionContext(progress, storage);
    }

    public static BufferedDataTable withSpec(BufferedDataTable table, DataTableSpec spec) {
        return new BufferedDataTable(spec, table.rows());
    }
}
