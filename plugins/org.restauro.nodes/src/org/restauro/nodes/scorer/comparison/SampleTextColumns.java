// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.scorer.comparison;

import org.knime.core.data.StringValue;
import org.knime.node.parameters.widget.choices.StringChoice;
import org.restauro.nodes.table.OptionalColumns;

/** Offers the text columns of the tables of samples. */
final class SampleTextColumns extends OptionalColumns {

    SampleTextColumns() {
        super(new StringChoice(ROW_KEYS, "Row keys"), StringValue.class, true);
    }
}
