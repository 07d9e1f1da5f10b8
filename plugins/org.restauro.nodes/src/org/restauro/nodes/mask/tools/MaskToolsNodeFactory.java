// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.mask.tools;

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
import org.restauro.nodes.table.RowProblems;
import org.restauro.nodes.table.Rows;

/** The Mask Tools node: edits and measures masks. */
public final class MaskToolsNodeFactory extends DefaultNodeFactory {

    private static final DefaultNode NODE =
            DefaultNode.create()
                    .name("Mask Tools")
                    .icon("./mask-tools.png")
                    .shortDescription("Edits masks: grow, shrink, feather, clean, combine.")
                    .fullDescription(
                            """
                            <p>Applies a list of operations to each mask of a table, one after the
                            other, and measures the holes that result. In a mask white is known and
                            black is a hole.</p>
                            <p>Most useful before restoring pictures: <b>grow</b> the holes by a
                            few pixels, so that they cover the rims of the damage, and <b>remove
                            specks</b> from scanned or automatically made masks.</p>
                            """)
                    .sinceVersion(0, 1, 0)
                    .ports(
                            ports ->
                                    ports.addInputTable("Masks", "A table with a column of masks.")
                                            .addOutputTable(
                                                    "Edited masks",
                                                    "The input table with edited masks and, if"
                                                            + " wanted, the share of holes, the"
                                                            + " number of holes, and the pixels of"
                                                            + " the largest one."))
                    .model(
                            model ->
                                    model.parametersClass(MaskToolsNodeParameters.class)
                                            .configure(MaskToolsNodeFactory::configure)
                                            .execute(MaskToolsNodeFactory::execute))
                    .nodeType(NodeType.Manipulator)
                    .keywords(
                            "grow",
                            "dilate",
                            "shrink",
                            "erode",
                            "feather",
                            "blur",
                            "invert",
                            "threshold",
                            "combine",
                            "union",
                            "morphology",
                            "hole");

    /** Made by KNIME. */
    public MaskToolsNodeFactory() {
        super(NODE);
    }

    private static void configure(final ConfigureInput in, final ConfigureOutput out)
            throws InvalidSettingsException {
        out.setOutSpec(0, new EditedTable(in.getInTableSpec(0), in.getParameters()).spec());
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out)
            throws CanceledExecutionException, KNIMEException {
        MaskToolsNodeParameters parameters = in.getParameters();
        BufferedDataTable table = in.getInTable(0);
        RowProblems problems = new RowProblems(parameters.onFailure);
        try {
            EditedTable work = new EditedTable(table.getDataTableSpec(), parameters);
            out.setOutData(
                    0,
                    Rows.map(
                            table,
                            work.spec(),
                            work.replacedIndex(),
                            "Editing the mask of",
                            in.getExecutionContext(),
                            row -> work.edited(row, problems)));
        } catch (InvalidSettingsException e) {
            throw KNIMEException.of(Message.fromSummary(e.getMessage()), e);
        }
        problems.warning().ifPresent(out::setWarningMessage);
    }
}
