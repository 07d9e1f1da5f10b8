// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.view.beforeafter;

import org.knime.core.data.StringValue;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.restauro.nodes.table.OptionalColumns;

/** Offers the text columns of the input table, or none of them. */
final class OptionalTextColumns extends OptionalColumns {

    OptionalTextColumns() {
        super(new StringChoice(ROW_KEYS, "Row keys"), StringValue.class, false);
    }
}
