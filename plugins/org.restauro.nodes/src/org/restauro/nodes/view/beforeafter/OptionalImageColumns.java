// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.view.beforeafter;

import org.knime.core.data.image.png.PNGImageValue;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.restauro.nodes.table.OptionalColumns;

/** Offers the image columns of the input table, or none of them. */
final class OptionalImageColumns extends OptionalColumns {

    OptionalImageColumns() {
        super(new StringChoice(NONE, "None"), PNGImageValue.class, false);
    }
}
