// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.mask.generator;

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

/** The Mask Generator node: makes a mask for each row. */
public final class MaskGeneratorNodeFactory extends DefaultNodeFactory {

    private static final DefaultNode NODE =
            DefaultNode.create()
                    .name("Mask Generator")
                    .icon("./mask-generator.png")
                    .shortDescription(
                            "Makes masks: random damage for tests, or holes marked in the image.")
                    .fullDescription(
                            """
                            <p>Adds a mask to each row of a table. In a mask white is known and
                            black is a hole.</p>
                            <p>Random masks imitate damage, to test how well a model restores
                            pictures whose original is known: the rectangles and brush strokes that
                            MAT is trained with, scratches of old prints, flaking paint of murals,
                            and others. They are seeded, so that a test can be repeated, and their
                            share of holes can be limited.</p>
                            <p>Masks can also be read from the images themselves: paint the damage
                            in one bright colour, or erase it to transparency, in any painting
                            program.</p>
                            """)
                    .sinceVersion(0, 1, 0)
                    .ports(
                            ports ->
                                    ports.addInputTable(
                                                    "Images",
                                                    "A table with a column of images; for masks of"
                                                            + " one size any table will do.")
                                            .addOutputTable(
                                                    "Images with masks",
                                                    "The input table with a mask and its share of"
                                                            + " holes."))
                    .model(
                            model ->
                                    model.parametersClass(MaskGeneratorNodeParameters.class)
                                            .configure(MaskGeneratorNodeFactory::configure)
                                            .execute(MaskGeneratorNodeFactory::execute))
                    .nodeType(NodeType.Manipulator)
                    .keywords(
                            "hole",
                            "damage",
                            "random",
                            "scratch",
                            "stroke",
                            "flaking",
                            "mural",
                            "transparency",
                            "test data");

    /** Made by KNIME. */
    public MaskGeneratorNodeFactory() {
        super(NODE);
    }

    private static void configure(final ConfigureInput in, final ConfigureOutput out)
            throws InvalidSettingsException {
        out.setOutSpec(0, new MaskedTable(in.getInTableSpec(0), in.getParameters()).spec());
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out)
            throws CanceledExecutionException, KNIMEException {
        MaskGeneratorNodeParameters parameters = in.getParameters();
        BufferedDataTable table = in.getInTable(0);
        RowProblems problems = new RowProblems(parameters.onFailure);
        try {
            MaskedTable work = new MaskedTable(table.getDataTableSpec(), parameters);
            out.setOutData(
                    0,
                    Rows.map(
                            table,
                            work.spec(),
                            -1,
                            "Making a mask for",
                            in.getExecutionContext(),
                            row -> work.masked(row, problems)));
        } catch (InvalidSettingsException e) {
            throw KNIMEException.of(Message.fromSummary(e.getMessage()), e);
        }
        problems.warning().ifPresent(out::setWarningMessage);
    }
}
