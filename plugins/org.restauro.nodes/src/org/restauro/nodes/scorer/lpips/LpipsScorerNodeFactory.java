// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.scorer.lpips;

import java.io.IOException;
import java.util.StringJoiner;
import org.knime.core.data.RowKey;
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
import org.restauro.images.ImageException;
import org.restauro.metrics.ScoreReport;
import org.restauro.metrics.ScoreSettings;
import org.restauro.metrics.Scoring;
import org.restauro.nodes.scorer.ScoreRun;
import org.restauro.nodes.scorer.ScoreTable;
import org.restauro.nodes.table.RowProblems;
import org.restauro.nodes.view.BeforeAfter;
import org.restauro.nodes.view.ResultViews;

/** The LPIPS Scorer node: how near restored images are to their originals. */
public final class LpipsScorerNodeFactory extends DefaultNodeFactory {

    private static final double READING_SHARE = 0.05;
    private static final double SCORING_SHARE = 0.9;
    private static final double VIEW_SHARE = 0.02;
    private static final String TITLE = "LPIPS Scorer";

    private static final DefaultNode NODE =
            DefaultNode.create()
                    .name(TITLE)
                    .icon("./lpips-scorer.png")
                    .shortDescription(
                            "Judges each restored image by its undamaged original: LPIPS, PSNR,"
                                    + " SSIM, L1.")
                    .fullDescription(
                            """
                            <p>Compares two images of each row, a restored one and its undamaged
                            original, and adds a column for each chosen metric.</p>
                            <p><b>LPIPS</b> measures the difference that people perceive, by the
                            features of a network; <b>PSNR</b>, <b>SSIM</b> and <b>L1</b> compare
                            pixels. With masks each is also given for the holes alone, where a
                            restored image differs from its original at all.</p>
                            <p>LPIPS needs the published weights of its network, which are not part
                            of this extension. Where they are missing, the node's message says which
                            file is needed, where it is published and under which licence; the other
                            metrics are computed all the same.</p>
                            <p>The second table sums up: mean and deviation of each metric, the
                            number of pairs, which way is better, and how it was computed. Compare
                            several of them with the Metric Comparison.</p>
                            """)
                    .sinceVersion(0, 1, 0)
                    .ports(
                            ports ->
                                    ports.addInputTable(
                                                    "Pairs of images",
                                                    "A table with a column of restored images, one"
                                                            + " of their originals, and perhaps one"
                                                            + " of masks.")
                                            .addOutputTable(
                                                    "Images with scores",
                                                    "The input table with a column for each metric"
                                                            + " and a status.")
                                            .addOutputTable(
                                                    "Summary",
                                                    "A row for each metric: mean, deviation over"
                                                            + " the images, number of images, which"
                                                            + " way is better, definition,"
                                                            + " warnings."))
                    .model(
                            model ->
                                    model.parametersClass(LpipsScorerNodeParameters.class)
                                            .configure(LpipsScorerNodeFactory::configure)
                                            .execute(LpipsScorerNodeFactory::execute))
                    .addView(
                            view ->
                                    ResultViews.beforeAfter(
                                            view,
                                            TITLE,
                                            "Each restored image beside its original, with its"
                                                    + " scores: sort by a metric to see what"
                                                    + " succeeded and what failed."))
                    .nodeType(NodeType.Manipulator)
                    .keywords(
                            "LPIPS",
                            "PSNR",
                            "SSIM",
                            "L1",
                            "perceptual",
                            "similarity",
                            "quality",
                            "evaluate",
                            "metric");

    /** Made by KNIME. */
    public LpipsScorerNodeFactory() {
        super(NODE);
    }

    private static void configure(final ConfigureInput in, final ConfigureOutput out)
            throws InvalidSettingsException {
        LpipsScorerNodeParameters parameters = in.getParameters();
        parameters.weights.weights();
        out.setOutSpec(0, new ScoredTable(in.getInTableSpec(0), parameters).spec());
        out.setOutSpec(1, ScoreTable.spec());
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out)
            throws CanceledExecutionException, KNIMEException {
        LpipsScorerNodeParameters parameters = in.getParameters();
        BufferedDataTable table = in.getInTable(0);
        ExecutionContext exec = in.getExecutionContext();
        RowProblems problems = new RowProblems(parameters.onFailure);
        try {
            ScoredTable work = new ScoredTable(table.getDataTableSpec(), parameters);
            Scoring scoring =
                    new Scoring(
                            ScoreSettings.published(parameters.metrics())
                                    .with(parameters.computation.computePolicy()),
                            parameters.weights.weights());
            ScoreReport report;
            try (TablePairs pairs =
                    TablePairs.copy(table, work, exec.createSubProgress(READING_SHARE))) {
                report =
                        new ScoreRun(
                                        scoring,
                                        exec.createSubProgress(SCORING_SHARE),
                                        1,
                                        pair -> {
                                            if (pair.problem() != null) {
                                                problems.report(
                                                        new RowKey(pair.name()),
                                                        new ImageException(pair.problem()));
                                            }
                                        })
                                .score(pairs.pairs());
            }
            ExecutionContext rest =
                    exec.createSubExecutionContext(1 - READING_SHARE - SCORING_SHARE - VIEW_SHARE);
            BufferedDataTable scored = work.table(table, report, rest);
            out.setOutData(0, scored);
            out.setOutData(1, ScoreTable.of(work.summary(report), report.skipped(), exec));
            out.setInternalData(
                    BeforeAfter.keep(
                            TITLE,
                            scored,
                            work.shown(parameters),
                            exec.createSubExecutionContext(VIEW_SHARE)));
            StringJoiner warnings = new StringJoiner(" ");
            problems.warning().ifPresent(warnings::add);
            if (!ScoreRun.warnings(report).isEmpty()) {
                warnings.add(ScoreRun.warnings(report));
            }
            if (warnings.length() > 0) {
                out.setWarningMessage(warnings.toString());
            }
        } catch (InvalidSettingsException | IOException e) {
            exec.checkCanceled();
            throw KNIMEException.of(Message.fromSummary(RowProblems.reason(e)), e);
        }
    }
}
