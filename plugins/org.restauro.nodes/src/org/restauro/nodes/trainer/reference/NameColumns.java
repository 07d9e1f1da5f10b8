// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.reference;

import org.knime.core.data.StringValue;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.restauro.nodes.table.OptionalColumns;

/** Offers the text columns of the tables, or their row keys. */
final class NameColumns extends OptionalColumns {

    NameColumns() {
        super(new StringChoice(ROW_KEYS, "Row keys"), StringValue.class, true);
    }
}
