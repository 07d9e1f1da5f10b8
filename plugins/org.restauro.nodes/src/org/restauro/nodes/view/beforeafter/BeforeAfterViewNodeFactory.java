// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.view.beforeafter;

import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
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
import org.restauro.nodes.view.BeforeAfter;
import org.restauro.nodes.view.ResultViews;

/** The Before/After View node: shows damaged and restored images. */
public final class BeforeAfterViewNodeFactory extends DefaultNodeFactory {

    private static final String TITLE = "Before/After View";

    private static final DefaultNode NODE =
            DefaultNode.create()
                    .name(TITLE)
                    .icon("./before-after-view.png")
                    .shortDescription(
                            "Shows damaged and restored images beside each other, with a slider.")
                    .fullDescription(
                            """
                            <p>Shows a table of images before and after their restoration: a slider
                            between any two of the damaged image, the restored ones and the
                            undamaged original; side by side with linked zoom; the outline of the
                            holes and each hole magnified; a map of differences.</p>
                            <p>Several restored columns, variants of one model or results of
                            several, are shown together. Scores that LPIPS Scorers added to the
                            table are found by their names and can sort the images: a scorer notes
                            which column it judged, and where this note is lost, the first column
                            of a metric is taken for the first restored column, the second for the
                            second.</p>
                            <p>Pictures are read from the table when they are shown, and nothing is
                            copied. The view shows the first 10,000 rows at most and says so if
                            there are more. A missing image keeps its place with the reason.</p>
                            """)
                    .sinceVersion(0, 1, 0)
                    .ports(
                            ports ->
                                    ports.addInputTable(
                                            "Images",
                                            "A table with a column of restored images at least,"
                                                    + " such as an Inpaint node or an LPIPS Scorer"
                                                    + " makes it."))
                    .model(
                            model ->
                                    model.parametersClass(BeforeAfterViewNodeParameters.class)
                                            .configure(BeforeAfterViewNodeFactory::configure)
                                            .execute(BeforeAfterViewNodeFactory::execute))
                    .addView(
                            view ->
                                    ResultViews.beforeAfter(
                                            view,
                                            TITLE,
                                            "Damaged, restored and original images with a slider"
                                                    + " between them."))
                    .nodeType(NodeType.Visualizer)
                    .keywords(
                            "compare",
                            "slider",
                            "image",
                            "viewer",
                            "difference",
                            "mask",
                            "restored",
                            "variants");

    /** Made by KNIME. */
    public BeforeAfterViewNodeFactory() {
        super(NODE);
    }

    private static void configure(final ConfigureInput in, final ConfigureOutput out)
            throws InvalidSettingsException {
        BeforeAfterViewNodeParameters parameters = in.getParameters();
        parameters.columns(in.getInTableSpec(0));
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out)
            throws CanceledExecutionException, KNIMEException {
        BeforeAfterViewNodeParameters parameters = in.getParameters();
        BufferedDataTable table = in.getInTable(0);
        try {
            out.setInternalData(
                    BeforeAfter.keep(
                            TITLE,
                            table,
                            parameters.columns(table.getDataTableSpec()),
                            in.getExecutionContext()));
        } catch (InvalidSettingsException e) {
            throw KNIMEException.of(Message.fromSummary(e.getMessage()), e);
        }
    }
}
