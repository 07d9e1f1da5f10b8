// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.scorer.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.knime.core.data.DataTableSpec;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.core.node.message.Message;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;
import org.knime.node.RequirePorts.DynamicPortsAdder;
import org.restauro.nodes.view.ModelComparison;
import org.restauro.nodes.view.ModelComparison.ModelSamples;
import org.restauro.nodes.view.ResultViews;

/** The Metric Comparison node: the scores of several models in one table. */
public final class MetricComparisonNodeFactory extends DefaultNodeFactory {

    static final String SCORES = "Scores";
    static final String SAMPLES = "Samples";
    static final String MESSAGE_SAMPLES =
            "%d tables of scores and %d of samples are connected. Connect as many tables of samples"
                    + " as of scores, in the same order, or none.";

    private static final String TITLE = "Metric Comparison";
    private static final int FEWEST = 2;

    private static final DefaultNode NODE =
            DefaultNode.create()
                    .name(TITLE)
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
                            <p>The <b>view</b> shows the values as table and charts. With a table of
                            <b>samples</b> for each model (add ports for them, in the same order as
                            the scores) it also shows how scores spread over the images, which
                            images are restored worst or most differently, and the pictures
                            themselves. Samples are the tables with images and scores that LPIPS
                            Scorers make; rows belong together by their row keys or a column of
                            names. The view shows 10,000 rows at most.</p>
                            """)
                    .sinceVersion(0, 1, 0)
                    .dynamicPorts(MetricComparisonNodeFactory::ports)
                    .model(
                            model ->
                                    model.parametersClass(MetricComparisonNodeParameters.class)
                                            .configure(MetricComparisonNodeFactory::configure)
                                            .execute(MetricComparisonNodeFactory::execute))
                    .addView(
                            view ->
                                    ResultViews.comparison(
                                            view,
                                            TITLE,
                                            "The scores of all models as table and charts, and,"
                                                    + " with samples, the images they restored."))
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
                .addInputPortGroup(
                        SAMPLES,
                        group ->
                                group.name(SAMPLES)
                                        .description(
                                                "The images of one model with their scores, for the"
                                                        + " view: the first table of an LPIPS"
                                                        + " Scorer. None, or one for each table of"
                                                        + " scores in their order.")
                                        .extendable()
                                        .supportedTypes(BufferedDataTable.TYPE))
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
        List<DataTableSpec> specs =
                Arrays.stream(in.getInPortSpecs()).map(DataTableSpec.class::cast).toList();
        int models = models(specs);
        for (int i = models; i < specs.size(); i++) {
            parameters.sampleColumns(specs.get(i), i);
        }
        out.setOutSpec(0, ComparedTable.spec(parameters.namesOf(models)));
    }

    /** How many tables are scores; those behind them are samples. */
    private static int models(final List<DataTableSpec> specs) throws InvalidSettingsException {
        int models = 0;
        while (models < specs.size() && ComparedTable.isScores(specs.get(models))) {
            models++;
        }
        for (int i = models; i < FEWEST; i++) {
            ComparedTable.check(specs.get(i), i);
        }
        int samples = specs.size() - models;
        if (samples != 0 && samples != models) {
            throw new InvalidSettingsException(MESSAGE_SAMPLES.formatted(models, samples));
        }
        return models;
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out)
            throws CanceledExecutionException, KNIMEException {
        MetricComparisonNodeParameters parameters = in.getParameters();
        ExecutionContext exec = in.getExecutionContext();
        List<BufferedDataTable> tables =
                Arrays.stream(in.getInPortObjects()).map(BufferedDataTable.class::cast).toList();
        try {
            int models = models(tables.stream().map(BufferedDataTable::getDataTableSpec).toList());
            List<String> names = parameters.namesOf(models);
            Comparison comparison = new Comparison(names);
            for (int i = 0; i < models; i++) {
                ComparedTable.read(tables.get(i), i, comparison, exec);
            }
            out.setOutData(0, ComparedTable.write(comparison, ComparedTable.spec(names), exec));
            List<ModelSamples> samples = new ArrayList<>();
            for (int i = models; i < tables.size(); i++) {
                DataTableSpec spec = tables.get(i).getDataTableSpec();
                samples.add(new ModelSamples(tables.get(i), parameters.sampleColumns(spec, i)));
            }
            ModelComparison.Kept kept =
                    ModelComparison.keep(ComparisonView.data(TITLE, comparison), samples, exec);
            out.setInternalData(kept.objects());
            if (!kept.warning().isEmpty()) {
                out.setWarningMessage(kept.warning());
            }
        } catch (InvalidSettingsException e) {
            throw KNIMEException.of(Message.fromSummary(e.getMessage()), e);
        }
    }
}
