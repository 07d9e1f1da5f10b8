// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.model.writer;

import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.text.TextInputWidget;

/** What the Model Writer asks for. Field names are keys of saved workflows. */
final class ModelWriterNodeParameters implements NodeParameters {

    /** What happens to a file that is already there. */
    enum ExistingChoice {
        @Label(value = "Fail", description = "The node fails; the old file stays as it is.")
        FAIL,
        @Label(
                value = "Overwrite",
                description =
                        "The new file takes the place of the old one in one step, once it is"
                                + " complete.")
        OVERWRITE
    }

    @Widget(
            title = "File",
            description =
                    "The file to write, an absolute path at best; .safetensors is added if the name"
                            + " has no ending. It can be controlled by a flow variable, and passed"
                            + " on as one.")
    @TextInputWidget(placeholder = "/path/to/model.safetensors")
    String file = "";

    @Widget(
            title = "If the file exists",
            description = "What happens to a file of the same name that is already there.")
    @ValueSwitchWidget
    ExistingChoice existing = ExistingChoice.FAIL;

    @Widget(
            title = "Create missing folders",
            description = "Whether the folders on the way to the file are created if necessary.")
    boolean createFolders = true;
}
