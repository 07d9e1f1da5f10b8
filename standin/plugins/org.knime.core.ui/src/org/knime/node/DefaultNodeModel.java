// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node;

import java.io.File;
import java.util.Arrays;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.container.ColumnRearranger;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeModel;
import org.knime.core.node.NodeSettingsRO;
import org.knime.core.node.NodeSettingsWO;
import org.knime.core.node.context.ports.PortsConfiguration;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectHolder;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultModel.Rearranging;
import org.knime.node.DefaultModel.Standard;
import org.knime.node.parameters.NodeParameters;
import org.restauro.standin.ui.InputsOfNode;
import org.restauro.standin.ui.ParametersStorage;

/** Runs a {@link DefaultNode} as a node model. */
final class DefaultNodeModel extends NodeModel implements PortObjectHolder {
    private final DefaultModel model;
    private final PortsConfiguration ports;
    private NodeParameters parameters;
    private PortObject[] internal;

    DefaultNodeModel(DefaultNode node, PortsConfiguration ports) {
        super(
                ports == null ? null : ports.getInputPorts(),
                ports == null ? null : ports.getOutputPorts());
        this.model = node.model;
        this.ports = ports;
    }

    private PortsConfiguration ports() {
        if (ports == null) {
            throw new IllegalStateException("The node has no ports");
        }
        return ports;
    }

    private PortType[] outTypes() {
        return ports == null ? new PortType[0] : ports.getOutputPorts();
    }

    @Override
    protected PortObjectSpec[] configure(PortObjectSpec[] inSpecs) throws InvalidSettingsException {
        if (parameters == null && model.parametersClass().isPresent()) {
            NodeParameters defaults =
                    ParametersStorage.defaults(
                            model.parametersClass().get(),
                            new InputsOfNode(
                                    inSpecs,
                                    ports == null ? new PortType[0] : ports.getInputPorts(),
                                    outTypes(),
                                    ports,
                                    this::getAvailableInputFlowVariables));
            defaults.validate();
            parameters = defaults;
        }
        if (model instanceof Rearranging) {
            return new PortObjectSpec[] {rearranger((DataTableSpec) inSpecs[0]).createSpec()};
        }
        Outputs<PortObjectSpec> out = new Outputs<>(new PortObjectSpec[getNrOutPorts()]);
        ((Standard) model).configure.accept(new ConfigureIn(inSpecs), new ConfigureOut(out));
        return out.values;
    }

    private ColumnRearranger rearranger(DataTableSpec spec) throws InvalidSettingsException {
        ColumnRearranger[] made = new ColumnRearranger[1];
        ((Rearranging) model)
                .rearrange.accept(
                        new DefaultModel.RearrangeColumnsInput() {
                            @Override
                            public <S extends NodeParameters> S getParameters() {
                                return parameters();
                            }

                            @Override
                            public DataTableSpec getDataTableSpec() {
                                return spec;
                            }
                        },
                        r -> made[0] = r);
        if (made[0] == null) {
            throw new InvalidSettingsException("The node has set no column rearranger.");
        }
        return made[0];
    }

    @Override
    protected PortObject[] execute(PortObject[] inObjects, ExecutionContext exec)
            throws CanceledExecutionException, InvalidSettingsException, KNIMEException {
        if (model instanceof Rearranging) {
            BufferedDataTable table = (BufferedDataTable) inObjects[0];
            return new PortObject[] {
                exec.createColumnRearrangeTable(table, rearranger(table.getSpec()), exec)
            };
        }
        Outputs<PortObject> out = new Outputs<>(new PortObject[getNrOutPorts()]);
        ((Standard) model).execute.accept(new ExecuteIn(inObjects, exec), new ExecuteOut(out));
        return out.values;
    }

    @SuppressWarnings("unchecked")
    private <S extends NodeParameters> S parameters() {
        return (S) parameters;
    }

    @Override
    protected void saveSettingsTo(NodeSettingsWO settings) {
        if (model.parametersClass().isPresent()) {
            NodeParameters saved = parameters;
            if (saved == null) {
                saved = ParametersStorage.defaults(model.parametersClass().get(), null);
            }
            ParametersStorage.save(saved, settings);
        }
    }

    @Override
    protected void validateSettings(NodeSettingsRO settings) throws InvalidSettingsException {
        if (model.parametersClass().isPresent()) {
            ParametersStorage.load(model.parametersClass().get(), settings).validate();
        }
    }

    @Override
    protected void loadValidatedSettingsFrom(NodeSettingsRO settings)
            throws InvalidSettingsException {
        if (model.parametersClass().isPresent()) {
            parameters = ParametersStorage.load(model.parametersClass().get(), settings);
        }
    }

    @Override
    protected void reset() {
        internal = null;
    }

    @Override
    protected void loadInternals(File nodeInternDir, ExecutionMonitor exec) {}

    @Override
    protected void saveInternals(File nodeInternDir, ExecutionMonitor exec) {}

    @Override
    public PortObject[] getInternalPortObjects() {
        return internal == null ? null : internal.clone();
    }

    @Override
    public void setInternalPortObjects(PortObject[] portObjects) {
        internal = portObjects.clone();
    }

    /** Output ports by index, checked. */
    private static final class Outputs<T> {
        private final T[] values;

        Outputs(T[] values) {
            this.values = values;
        }

        void set(int index, T value) {
            if (index < 0 || index >= values.length) {
                throw new IndexOutOfBoundsException(
                        "There is no output " + index + "; the node has " + values.length);
            }
            values[index] = value;
        }

        void set(T[] all) {
            if (all.length != values.length) {
                throw new IllegalArgumentException(
                        all.length + " values for " + values.length + " outputs");
            }
            System.arraycopy(all, 0, values, 0, all.length);
        }
    }

    private final class ConfigureIn implements ConfigureInput {
        private final PortObjectSpec[] specs;

        ConfigureIn(PortObjectSpec[] specs) {
            this.specs = specs;
        }

        @Override
        public <S extends NodeParameters> S getParameters() {
            return parameters();
        }

        @Override
        public PortObjectSpec[] getInPortSpecs() {
            return specs.clone();
        }

        @Override
        @SuppressWarnings("unchecked")
        public <S extends PortObjectSpec> S getInPortSpec(int index) {
            return (S) specs[index];
        }

        @Override
        public DataTableSpec[] getInTableSpecs() {
            return Arrays.stream(specs).toArray(DataTableSpec[]::new);
        }

        @Override
        public DataTableSpec getInTableSpec(int index) {
            return (DataTableSpec) specs[index];
        }

        @Override
        public PortType[] getOutPortTypes() {
            return outTypes();
        }

        @Override
        public PortsConfiguration getPortsConfiguration() {
            return ports();
        }
    }

    private final class ConfigureOut implements ConfigureOutput {
        private final Outputs<PortObjectSpec> out;

        ConfigureOut(Outputs<PortObjectSpec> out) {
            this.out = out;
        }

        @Override
        public <S extends PortObjectSpec> void setOutSpec(int index, S spec) {
            out.set(index, spec);
        }

        @Override
        @SafeVarargs
        public final <S extends PortObjectSpec> void setOutSpecs(S... specs) {
            out.set(specs);
        }

        @Override
        public void setWarningMessage(String message) {
            DefaultNodeModel.this.setWarningMessage(message);
        }
    }

    private final class ExecuteIn implements ExecuteInput {
        private final PortObject[] objects;
        private final ExecutionContext exec;

        ExecuteIn(PortObject[] objects, ExecutionContext exec) {
            this.objects = objects;
            this.exec = exec;
        }

        @Override
        public <S extends NodeParameters> S getParameters() {
            return parameters();
        }

        @Override
        public ExecutionContext getExecutionContext() {
            return exec;
        }

        @Override
        public PortObject[] getInPortObjects() {
            return objects.clone();
        }

        @Override
        @SuppressWarnings("unchecked")
        public <D extends PortObject> D getInPortObject(int index) {
            return (D) objects[index];
        }

        @Override
        public BufferedDataTable[] getInTables() {
            return Arrays.stream(objects).toArray(BufferedDataTable[]::new);
        }

        @Override
        public BufferedDataTable getInTable(int index) {
            return (BufferedDataTable) objects[index];
        }

        @Override
        public PortType[] getOutPortTypes() {
            return outTypes();
        }

        @Override
        public PortsConfiguration getPortsConfiguration() {
            return ports();
        }
    }

    private final class ExecuteOut implements ExecuteOutput {
        private final Outputs<PortObject> out;

        ExecuteOut(Outputs<PortObject> out) {
            this.out = out;
        }

        @Override
        public <D extends PortObject> void setOutData(int index, D data) {
            out.set(index, data);
        }

        @Override
        @SafeVarargs
        public final <D extends PortObject> void setOutData(D... data) {
            out.set(data);
        }

        @Override
        @SafeVarargs
        public final <D extends PortObject> void setInternalData(D... data) {
            setInternalPortObjects(data);
        }

        @Override
        public void setWarningMessage(String message) {
            DefaultNodeModel.this.setWarningMessage(message);
        }
    }
}
