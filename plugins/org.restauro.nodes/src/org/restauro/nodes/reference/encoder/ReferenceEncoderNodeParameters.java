// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.reference.encoder;

import java.util.List;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.restauro.nodes.scorer.ComputationGroup;
import org.restauro.nodes.table.ImageColumns;
import org.restauro.nodes.table.InputImageColumns;
import org.restauro.nodes.table.OptionalColumns;

/** What the Reference Encoder asks for. Field names are keys of saved workflows. */
final class ReferenceEncoderNodeParameters implements NodeParameters {

    /** The input port of the table. */
    static final int TABLE_PORT = 1;

    @Section(title = "References")
    interface ReferencesSection {}

    @Section(title = "Problems")
    @After(ReferencesSection.class)
    interface ProblemsSection {}

    @Section(title = "Computation")
    @After(ProblemsSection.class)
    @Advanced
    interface ComputationSection {}

    @Widget(
            title = "Image column",
            description =
                    "The column with the pictures to look at, of any size and shape. Each is"
                            + " squeezed into a square of the model's size.")
    @ChoicesProvider(InputImageColumns.OfSecondPort.class)
    @Layout(ReferencesSection.class)
    String imageColumn = ImageColumns.REFERENCE;

    @Widget(
            title = "Names",
            description =
                    "What the references are called, so that the Inpaint node can give each row"
                            + " its own. Several references may have one name: a row of that name"
                            + " follows all of them.")
    @ChoicesProvider(ReferenceNameColumns.class)
    @Layout(ReferencesSection.class)
    String nameColumn = OptionalColumns.ROW_KEYS;

    @Widget(
            title = "References that cannot be read",
            description = "What becomes of a row whose picture is missing or broken.")
    @ValueSwitchWidget
    @Layout(ProblemsSection.class)
    BrokenChoice broken = BrokenChoice.LEAVE_OUT;

    @Layout(ComputationSection.class)
    ComputationGroup computation = new ComputationGroup();

    ReferenceEncoderNodeParameters() {}

    ReferenceEncoderNodeParameters(final NodeParametersInput input) {
        List<String> images = ImageColumns.imageColumns(input, TABLE_PORT);
        imageColumn =
                images.contains(ImageColumns.REFERENCE)
                        ? ImageColumns.REFERENCE
                        : ImageColumns.imageColumn(input, TABLE_PORT);
        nameColumn =
                ImageColumns.nameColumn(input, TABLE_PORT).equals(ImageColumns.NAME)
                        ? ImageColumns.NAME
                        : OptionalColumns.ROW_KEYS;
    }

    @Override
    public void validate() throws InvalidSettingsException {
        computation.check();
    }
}
