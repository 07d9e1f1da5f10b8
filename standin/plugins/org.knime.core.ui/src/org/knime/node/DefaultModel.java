// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node;

import java.util.Optional;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.container.ColumnRearranger;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.FluentNodeAPI;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.context.ports.PortsConfiguration;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortType;
import org.knime.node.parameters.NodeParameters;

/** What a node does: its parameters, and either configure and execute or a column rearranger. */
public abstract class DefaultModel implements FluentNodeAPI {
    private final Class<? extends NodeParameters> parametersClass;

    DefaultModel(Class<? extends NodeParameters> parametersClass) {
        this.parametersClass = parametersClass;
    }

    Optional<Class<? extends NodeParameters>> parametersClass() {
        return Optional.ofNullable(parametersClass);
    }

    static RequireModelParameters create() {
        return parameters ->
                new RequireConfigureOrRearrangeColumns() {
                    @Override
                    public RequireExecute configure(
                            ConfigureOrRearrangerConsumer<ConfigureInput, ConfigureOutput> c) {
                        return execute -> new Standard(parameters, c, execute);
                    }

                    @Override
                    public DefaultModel rearrangeColumns(
                            ConfigureOrRearrangerConsumer<
                                            RearrangeColumnsInput, RearrangeColumnsOutput>
                                    r) {
                        return new Rearranging(parameters, r);
                    }
                };
    }

    /** With own configure and execute. */
    static final class Standard extends DefaultModel {
        final ConfigureOrRearrangerConsumer<ConfigureInput, ConfigureOutput> configure;
        final ExecuteConsumer execute;

        Standard(
                Class<? extends NodeParameters> parametersClass,
                ConfigureOrRearrangerConsumer<ConfigureInput, ConfigureOutput> configure,
                ExecuteConsumer execute) {
            super(parametersClass);
            this.configure = configure;
            this.execute = execute;
        }
    }

    /** With a column rearranger. */
    static final class Rearranging extends DefaultModel {
        final ConfigureOrRearrangerConsumer<RearrangeColumnsInput, RearrangeColumnsOutput>
                rearrange;

        Rearranging(
                Class<? extends NodeParameters> parametersClass,
                ConfigureOrRearrangerConsumer<RearrangeColumnsInput, RearrangeColumnsOutput>
                        rearrange) {
            super(parametersClass);
            this.rearrange = rearrange;
        }
    }

    /** What configure may look at. */
    public interface ConfigureInput {
        <S extends NodeParameters> S getParameters();

        PortObjectSpec[] getInPortSpecs();

        <S extends PortObjectSpec> S getInPortSpec(int index);

        DataTableSpec[] getInTableSpecs();

        DataTableSpec getInTableSpec(int index);

        PortType[] getOutPortTypes();

        PortsConfiguration getPortsConfiguration();
    }

    /** What configure may set; what it does not set is unknown until executed. */
    public interface ConfigureOutput {
        <S extends PortObjectSpec> void setOutSpec(int index, S spec);

        @SuppressWarnings("unchecked")
        <S extends PortObjectSpec> void setOutSpecs(S... specs);

        void setWarningMessage(String message);
    }

    /** What execute may look at. */
    public interface ExecuteInput {
        <S extends NodeParameters> S getParameters();

        ExecutionContext getExecutionContext();

        PortObject[] getInPortObjects();

        <D extends PortObject> D getInPortObject(int index);

        BufferedDataTable[] getInTables();

        BufferedDataTable getInTable(int index);

        PortType[] getOutPortTypes();

        PortsConfiguration getPortsConfiguration();
    }

    /** What execute may set; each output must be. */
    public interface ExecuteOutput {
        <D extends PortObject> void setOutData(int index, D data);

        @SuppressWarnings("unchecked")
        <D extends PortObject> void setOutData(D... data);

        @SuppressWarnings("unchecked")
        <D extends PortObject> void setInternalData(D... data);

        void setWarningMessage(String message);
    }

    /** What a rearranger may be built from. */
    public interface RearrangeColumnsInput {
        <S extends NodeParameters> S getParameters();

        DataTableSpec getDataTableSpec();
    }

    /** Takes the rearranger. */
    public interface RearrangeColumnsOutput {
        void setColumnRearranger(ColumnRearranger rearranger);
    }

    /** Wants the class of the parameters. */
    public interface RequireModelParameters {
        RequireConfigureOrRearrangeColumns parametersClass(
                Class<? extends NodeParameters> parametersClass);

        default RequireConfigureOrRearrangeColumns withoutParameters() {
            return parametersClass(null);
        }
    }

    /** Wants configure or a rearranger. */
    public interface RequireConfigureOrRearrangeColumns {
        RequireExecute configure(
                ConfigureOrRearrangerConsumer<ConfigureInput, ConfigureOutput> configure);

        DefaultModel rearrangeColumns(
                ConfigureOrRearrangerConsumer<RearrangeColumnsInput, RearrangeColumnsOutput>
                        rearrangeColumns);
    }

    /** Wants execute. */
    public interface RequireExecute {
        DefaultModel execute(ExecuteConsumer execute);
    }

    /** Does the work. */
    @FunctionalInterface
    public interface ExecuteConsumer {
        void accept(ExecuteInput input, ExecuteOutput output)
                throws CanceledExecutionException, KNIMEException;
    }

    /**
     * Says what the work will produce.
     *
     * @param <I> what it may look at
     * @param <O> what it may set
     */
    @FunctionalInterface
    public interface ConfigureOrRearrangerConsumer<I, O> {
        void accept(I input, O output) throws InvalidSettingsException;
    }
}
