// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.scorer.comparison;

import org.knime.core.data.image.png.PNGImageValue;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.restauro.nodes.table.OptionalColumns;

/**
 * Offers the image columns of the tables of samples; tables of scores have none that are images.
 */
final class SampleImageColumns extends OptionalColumns {

    SampleImageColumns() {
        super(new StringChoice(AUTOMATIC, "Automatic"), PNGImageValue.class, true);
    }
}
