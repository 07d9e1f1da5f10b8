// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.reference.encoder;

import org.knime.core.data.StringValue;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.restauro.nodes.table.OptionalColumns;

/** Offers the text columns of the table of references, or its row keys. */
final class ReferenceNameColumns extends OptionalColumns {

    ReferenceNameColumns() {
        super(new StringChoice(ROW_KEYS, "Row keys"), StringValue.class, true);
    }
}
