// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.message.Message;
import org.knime.core.node.message.MessageBuilder;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.core.node.workflow.FlowVariable;
import org.knime.core.node.workflow.FlowVariableScope;
import org.knime.core.node.workflow.VariableType;

/** What a node does: checks its settings, says what it will produce, and produces it. */
public abstract class NodeModel implements AbstractNodeView.ViewableModel {
    private final PortType[] inputs;
    private final PortType[] outputs;
    private FlowVariableScope variables = new FlowVariableScope();
    private Message warning;

    protected NodeModel(int inputTables, int outputTables) {
        this(tables(inputTables), tables(outputTables));
    }

    protected NodeModel(PortType[] inPortTypes, PortType[] outPortTypes) {
        inputs = inPortTypes == null ? new PortType[0] : inPortTypes.clone();
        outputs = outPortTypes == null ? new PortType[0] : outPortTypes.clone();
    }

    private static PortType[] tables(int count) {
        PortType[] types = new PortType[count];
        Arrays.fill(types, BufferedDataTable.TYPE);
        return types;
    }

    final void setVariables(FlowVariableScope scope) {
        variables = scope;
    }

    final FlowVariableScope variables() {
        return variables;
    }

    protected abstract void loadInternals(File nodeInternDir, ExecutionMonitor exec)
            throws IOException, CanceledExecutionException;

    protected abstract void saveInternals(File nodeInternDir, ExecutionMonitor exec)
            throws IOException, CanceledExecutionException;

    protected abstract void saveSettingsTo(NodeSettingsWO settings);

    protected abstract void validateSettings(NodeSettingsRO settings)
            throws InvalidSettingsException;

    protected abstract void loadValidatedSettingsFrom(NodeSettingsRO settings)
            throws InvalidSettingsException;

    protected abstract void reset();

    protected void onDispose() {}

    protected final int getNrInPorts() {
        return inputs.length;
    }

    protected final int getNrOutPorts() {
        return outputs.length;
    }

    protected final PortType getInPortType(int index) {
        return inputs[index];
    }

    protected final PortType getOutPortType(int index) {
        return outputs[index];
    }

    protected PortObjectSpec[] configure(PortObjectSpec[] inSpecs) throws InvalidSettingsException {
        DataTableSpec[] tables = new DataTableSpec[inSpecs.length];
        for (int i = 0; i < tables.length; i++) {
            tables[i] = (DataTableSpec) inSpecs[i];
        }
        return configure(tables);
    }

    protected DataTableSpec[] configure(DataTableSpec[] inSpecs) throws InvalidSettingsException {
        throw new IllegalStateException(
                getClass().getName() + " overrides neither version of configure");
    }

    protected PortObject[] execute(PortObject[] inObjects, ExecutionContext exec) throws Exception {
        BufferedDataTable[] tables = new BufferedDataTable[inObjects.length];
        for (int i = 0; i < tables.length; i++) {
            tables[i] = (BufferedDataTable) inObjects[i];
        }
        return execute(tables, exec);
    }

    protected BufferedDataTable[] execute(BufferedDataTable[] inData, ExecutionContext exec)
            throws Exception {
        throw new IllegalStateException(
                getClass().getName() + " overrides neither version of execute");
    }

    protected final MessageBuilder createMessageBuilder() {
        return Message.builder();
    }

    protected final void setWarningMessage(String warningMessage) {
        warning = warningMessage == null ? null : Message.fromSummary(warningMessage);
    }

    protected final String getWarningMessage() {
        return Message.getSummaryFrom(warning);
    }

    protected final void setWarning(Message message) {
        warning = message;
    }

    protected final Message getWarning() {
        return warning;
    }

    public final String peekFlowVariableString(String name) {
        return peekFlowVariable(name, VariableType.StringType.INSTANCE);
    }

    public final double peekFlowVariableDouble(String name) {
        return peekFlowVariable(name, VariableType.DoubleType.INSTANCE);
    }

    public final int peekFlowVariableInt(String name) {
        return peekFlowVariable(name, VariableType.IntType.INSTANCE);
    }

    public final <T> T peekFlowVariable(String name, VariableType<T> type) {
        return variables.peek(name, type);
    }

    protected final void pushFlowVariableString(String name, String value) {
        pushFlowVariable(name, VariableType.StringType.INSTANCE, value);
    }

    protected final void pushFlowVariableDouble(String name, double value) {
        pushFlowVariable(name, VariableType.DoubleType.INSTANCE, value);
    }

    protected final void pushFlowVariableInt(String name, int value) {
        pushFlowVariable(name, VariableType.IntType.INSTANCE, value);
    }

    protected final <T> void pushFlowVariable(String name, VariableType<T> type, T value) {
        variables.push(new FlowVariable(name, type, value));
    }

    public final Map<String, FlowVariable> getAvailableFlowVariables() {
        return variables.available(
                true,
                VariableType.StringType.INSTANCE,
                VariableType.DoubleType.INSTANCE,
                VariableType.IntType.INSTANCE);
    }

    public final Map<String, FlowVariable> getAvailableFlowVariables(VariableType<?>[] types) {
        return variables.available(true, types);
    }

    public final Map<String, FlowVariable> getAvailableInputFlowVariables() {
        return variables.available(
                false,
                VariableType.StringType.INSTANCE,
                VariableType.DoubleType.INSTANCE,
                VariableType.IntType.INSTANCE);
    }

    public final Map<String, FlowVariable> getAvailableInputFlowVariables(VariableType<?>[] types) {
        return variables.available(false, types);
    }

    protected final NodeLogger getLogger() {
        return NodeLogger.getLogger(getClass());
    }
}
