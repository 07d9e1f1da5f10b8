// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.murals;

import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultModel.ConfigureInput;
import org.knime.node.DefaultModel.ConfigureOutput;
import org.knime.node.DefaultModel.ExecuteInput;
import org.knime.node.DefaultModel.ExecuteOutput;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;

/** The Sample Murals node: paints murals with damage, masks and the truth. */
public final class SampleMuralsNodeFactory extends DefaultNodeFactory {

    private static final DefaultNode NODE =
            DefaultNode.create()
                    .name("Sample Murals")
                    .icon("./sample-murals.png")
                    .shortDescription(
                            "Paints murals that never were: damaged images, masks and the truth.")
                    .fullDescription(
                            """
                            <p>Paints ornamental murals by computation: borders, rosettes, vines,
                            birds and lattices in mineral colours on plaster. They are no copies of
                            anything, so that a workflow can be built, tested and shared without a
                            collection of pictures.</p>
                            <p>Each row holds a <b>damaged</b> mural and the <b>mask</b> of its
                            losses, white where paint is left and black where it is lost. The
                            <b>truth</b>, the mural before the losses, says how good a restoration
                            is. A <b>reference</b> shows the same ornaments in another arrangement,
                            as a neighbouring wall would, or is an old photograph of the mural
                            itself.</p>
                            <p>The seed makes everything repeatable. Rows are written as they are
                            painted; a mural of 256 × 256 pixels takes a few hundredths of a second.
                            </p>
                            """)
                    .sinceVersion(0, 1, 0)
                    .ports(
                            ports ->
                                    ports.addOutputTable(
                                            "Murals",
                                            "A row for each mural: its name, the damaged image,"
                                                    + " the mask of the losses, and, if chosen,"
                                                    + " the truth and a reference."))
                    .model(
                            model ->
                                    model.parametersClass(SampleMuralsNodeParameters.class)
                                            .configure(SampleMuralsNodeFactory::configure)
                                            .execute(SampleMuralsNodeFactory::execute))
                    .nodeType(NodeType.Source)
                    .keywords(
                            "test data",
                            "synthetic",
                            "generate",
                            "wall painting",
                            "fresco",
                            "ornament",
                            "training",
                            "example");

    /** Made by KNIME. */
    public SampleMuralsNodeFactory() {
        super(NODE);
    }

    private static void configure(final ConfigureInput in, final ConfigureOutput out) {
        out.setOutSpec(0, new MuralTable(in.getParameters()).spec());
    }

    private static void execute(final ExecuteInput in, final ExecuteOutput out)
            throws CanceledExecutionException {
        out.setOutData(0, new MuralTable(in.getParameters()).paint(in.getExecutionContext()));
    }
}
