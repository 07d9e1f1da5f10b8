// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.dataset.reader;

import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.restauro.nodes.imageset.ImageFoldersParameters;

/** What the Dataset Reader asks for: folders, pairing and classes. */
final class DatasetReaderNodeParameters extends ImageFoldersParameters {

    @Section(title = "Classes")
    @After(PairingSection.class)
    interface ClassesSection {}

    @Widget(
            title = "Classes of the images",
            description = "What says to which class an image belongs, for trainers that ask.")
    @ValueSwitchWidget
    @Layout(ClassesSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    ClassesChoice classes = ClassesChoice.NONE;
}
