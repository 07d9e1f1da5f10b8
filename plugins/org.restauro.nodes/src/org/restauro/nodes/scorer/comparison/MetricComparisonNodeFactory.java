// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.scorer.comparison;

import java.util.List;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.core.node.message.Message;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.knime.node.RequirePorts.DynamicPortsAdder;

/** The Metric Comparison node: the scores of several models in one table. */
public final class MetricComparisonNodeFactory extends DefaultNodeFactory {

    static final String SCORES = "Scores";

    private static final DefaultNode NODE =
            DefaultNode.create()
                    .name("Metric Comparison")
                    .icon("./metric-comparison.png")
                    .shortDescription("Puts the scores of two or more models side by side.")
                    .fullDescription(
                            """
                            <p>Takes the scores that several FID Scorers or LPIPS Scorers computed
                            for different models, or for one model with different settings, and
                            makes one table of them: a row for each metric, a column for each
                            model, and the name of the best.</p>
                            <p>Values that were computed by different definitions cannot be
                            compared; no best is named for them, and a warning says so.</p>
                            <p>Add ports to compare more than two models.</p>
                            """)
                    .sinceVersion(0, 1, 0)
                    .dynamicPorts(MetricComparisonNodeFactory::ports)
                    .model(
                            model ->
                                    model.parametersClass(MetricComparisonNodeParameters.class)
                                            .configure(MetricComparisonNodeFactory::configure)
                                            .execute(MetricComparisonNodeFactory::execute))
                    .nodeType(NodeType.Manipulator)
                    .keywords("compare", "benchmark", "best", "FID", "LPIPS", "metric", "model");

    /** Made by KNIME. */
    public MetricComparisonNodeFactory() {
        super(NODE);
    }

    private static void ports(final DynamicPortsAdder ports) {
        ports.addInputPortGroup(
                        SCORES,
                        group ->
                                group.name(SCORES)
                                        .description(
                                                "The scores of one model: the table of an FID"
                                                        + " Scorer, or the summary of an LPIPS"
                                                        + " Scorer.")
                                        .extendable()
                                        .supportedTypes(BufferedDataTable.TYPE)
                                        .fixedTypes(BufferedDataTable.TYPE, BufferedDataTable.TYPE))
                .addOutputPortGroup(
                        "Comparison",
                        group ->
                                group.name("Comparison")
                                        .description(
                                                "A row for each metric with the value of each"
                                                        + " model, the best, and which way is"
                                                        + " better.")
                                        .fixed(BufferedDataTable.TYPE));
    }

    private static void configure(final ConfigureInput in, final ConfigureOutput out)
            throws InvalidSettingsException {
        MetricComparisonNodeParameters parameters = in.getParameters();
        PortObjectSpec[] specs = in.getInPortSpecs();
        for (int i = 0; i < specs.length; i++) {
            ComparedTable.check((DataTableSpec) specs[i], i);
        }
        out.setOutSpec(0, ComparedTable.spec(parameters.namesOf(specs.length)));
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out)
            throws CanceledExecutionException, KNIMEException {
        MetricComparisonNodeParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        PortObject[] tables = in.getInPortObjects();
        try {
            List<String> names = parameters.namesOf(tables.length);
            Comparison comparison = new Comparison(names);
            for (int i = 0; i < tables.length; i++) {
                ComparedTable.read((BufferedDataTable) tables[i], i, comparison, exec);
                exec.setProgress((i + 1.0) / tables.length);
            }
            out.setOutData(0, ComparedTable.write(comparison, ComparedTable.spec(names), exec));
        } catch (InvalidSettingsException e) {
            throw KNIMEException.of(Message.fromSummary(e.getMessage()), e);
        }
    }
}
